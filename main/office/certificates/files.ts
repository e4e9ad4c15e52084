import * as pkijs from 'pkijs';
import { findCertificate } from './read.ts';

const PEM = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END/g;
const SIGNED_DATA = '1.2.840.113549.1.7.2';

/**
 * The certificates (DER) in a file as people get it from an issuer: `.cer`/`.crt` in DER or PEM (one or several),
 * `.p7b`. Empty when there are none.
 */
export function certificatesInFile(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  const armoured = [...text.matchAll(PEM)].map(
    (match) => new Uint8Array(Buffer.from(match[1] ?? '', 'base64')),
  );
  const bodies = armoured.length > 0 ? armoured : [bundle(text) ?? bytes];
  return bodies.flatMap((body) => {
    const one = findCertificate(body);
    return one === undefined ? inBundle(body) : [one.der];
  });
}

function bundle(text: string): Uint8Array | undefined {
  const body = /-----BEGIN PKCS7-----([A-Za-z0-9+/=\s]+?)-----END/.exec(text)?.[1];
  return body === undefined ? undefined : new Uint8Array(Buffer.from(body, 'base64'));
}

function inBundle(body: Uint8Array): Uint8Array[] {
  try {
    const info = pkijs.ContentInfo.fromBER(body.slice());
    if (info.contentType !== SIGNED_DATA) return [];
    const { certificates = [] } = new pkijs.SignedData({ schema: info.content });
    return certificates
      .filter((one) => one instanceof pkijs.Certificate)
      .map((one) => findCertificate(new Uint8Array(one.toSchema().toBER()))?.der)
      .filter((der) => der !== undefined);
  } catch {
    return [];
  }
}
