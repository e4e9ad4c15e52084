import * as pkijs from 'pkijs';
import { type Element, elementAt, elementsIn, timeOf } from './der.ts';
import type { Certificate } from './read.ts';
import { isSignedBy } from './signatures.ts';
import { type RevocationStatus, staleness, statusAt, unlessExpired } from './status.ts';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const EXTENSIONS = 0xa0;
const CRL_NUMBER = '551d14';
const AUTHORITY_KEY = '551d23';
const REASON = '551d15';
const INVALIDITY = '551d18';
const DISTRIBUTION_POINT = '551d1c';
const ON_HOLD_LIFTED = 8;

/**
 * Reads a revocation list (CRL, DER) about `certificate` at a time. It counts only when the issuer's key signed it, its
 * name is the issuer's, and it covers such certificates. Lists are walked without building objects: an issuer's may hold
 * a hundred thousand lines, and the office must not stand still over it. Times: milliseconds since 1970.
 */
export function readCrl(
  der: Uint8Array,
  {
    certificate,
    issuer,
    at,
    now,
  }: { certificate: Certificate; issuer: Certificate; at: number; now: number },
): RevocationStatus {
  try {
    return read(der, certificate, issuer, at, now);
  } catch {
    return { state: 'unknown', why: 'unreadable' };
  }
}

function read(
  der: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
  at: number,
  now: number,
): RevocationStatus {
  const unknown = (why: string): RevocationStatus => ({ state: 'unknown', why });
  const list = partsOf(der);
  if (!issuer.parsed.subject.isEqual(list.issuer)) return unknown('of another issuer');
  const { usages } = issuer.view;
  if (usages !== null && !usages.includes('crl-signing')) return unknown('the issuer may sign no lists');
  if (!isSignedBy(issuer.x509.publicKey, list.algorithm, list.signed, list.signature))
    return unknown('not signed by the issuer');
  const stale = staleness(list, at, now);
  if (stale !== undefined) return unknown(stale);
  const limited = limits(der, list.extensions, certificate);
  if (limited !== undefined) return unknown(limited);
  const status = statusIn(der, list.revoked, certificate, at);
  return unlessExpired(status, list.thisUpdate, certificate.validTo);
}

/** What the lines of a list say about a certificate. */
function statusIn(
  der: Uint8Array,
  revoked: Element | null,
  certificate: Certificate,
  at: number,
): RevocationStatus {
  if (revoked === null) return { state: 'good' };
  const wanted = Buffer.from(certificate.parsed.serialNumber.valueBlock.valueHexView);
  for (const entry of elementsIn(der, revoked)) {
    const serial = elementAt(der, entry.contentStart, entry.end);
    if (!wanted.equals(der.subarray(serial.contentStart, serial.end))) continue;
    const time = elementAt(der, serial.end, entry.end);
    const extensions = time.end < entry.end ? elementAt(der, time.end, entry.end) : null;
    let reason = 0;
    for (const { id, critical, value } of extensionsIn(der, extensions)) {
      if (id === REASON) reason = der[elementAt(der, value.contentStart, value.end).contentStart] ?? 0;
      else if (critical && id !== INVALIDITY)
        return { state: 'unknown', why: 'a binding line that is not understood' };
    }
    if (reason === ON_HOLD_LIFTED) return { state: 'good' };
    return statusAt(timeOf(der, time), reason, at);
  }
  return { state: 'good' };
}

type Parts = {
  signed: Uint8Array;
  algorithm: pkijs.AlgorithmIdentifier;
  signature: Uint8Array;
  issuer: pkijs.RelativeDistinguishedNames;
  thisUpdate: number;
  nextUpdate: number | null;
  revoked: Element | null;
  extensions: Element | null;
};

function partsOf(der: Uint8Array): Parts {
  const [body, algorithm, signature] = [...elementsIn(der, elementAt(der, 0))];
  if (body === undefined || algorithm === undefined || signature === undefined)
    throw new RangeError('cut off');
  const fields = [...elementsIn(der, body)];
  if (fields[0]?.tag === INTEGER) fields.shift();
  const [inner, issuer, thisUpdate, ...rest] = fields;
  if (inner === undefined || issuer === undefined || thisUpdate === undefined)
    throw new RangeError('cut off');
  const slice = ({ start, end }: Element) => der.slice(start, end);
  if (!Buffer.from(slice(inner)).equals(slice(algorithm))) throw new RangeError('two algorithms');
  const nextUpdate = rest.find(({ tag }) => tag === 0x17 || tag === 0x18);
  return {
    signed: slice(body),
    algorithm: pkijs.AlgorithmIdentifier.fromBER(slice(algorithm)),
    signature: der.slice(signature.contentStart + 1, signature.end),
    issuer: pkijs.RelativeDistinguishedNames.fromBER(slice(issuer)),
    thisUpdate: timeOf(der, thisUpdate),
    nextUpdate: nextUpdate === undefined ? null : timeOf(der, nextUpdate),
    revoked: rest.find(({ tag }) => tag === SEQUENCE) ?? null,
    extensions: rest.find(({ tag }) => tag === EXTENSIONS) ?? null,
  };
}

/** Why the list does not cover the certificate, or undefined. A list of changes alone covers nothing. */
function limits(der: Uint8Array, wrapped: Element | null, certificate: Certificate): string | undefined {
  const outer = wrapped === null ? null : elementAt(der, wrapped.contentStart, wrapped.end);
  for (const { id, critical, value } of extensionsIn(der, outer)) {
    if (id === DISTRIBUTION_POINT) {
      const forSuch = certificate.view.authority ? 0x82 : 0x81;
      for (const part of elementsIn(der, elementAt(der, value.contentStart, value.end))) {
        // "Only such as this one" and the very place that the certificate names are fine; all else leaves something out.
        const fits = part.tag === forSuch || (part.tag === 0xa0 && namesPlaceOf(certificate, der, part));
        if (!fits) return 'covers other certificates';
      }
    } else if (critical && id !== CRL_NUMBER && id !== AUTHORITY_KEY) return 'a binding condition';
  }
  return undefined;
}

function namesPlaceOf(certificate: Certificate, der: Uint8Array, point: Element): boolean {
  const name = elementAt(der, point.contentStart, point.end);
  if (name.tag !== 0xa0) return false;
  return [...elementsIn(der, name)].some(
    ({ tag, contentStart, end }) =>
      tag === 0x86 &&
      certificate.view.crlAddresses.includes(Buffer.from(der.subarray(contentStart, end)).toString('latin1')),
  );
}

function* extensionsIn(
  der: Uint8Array,
  outer: Element | null,
): Generator<{ id: string; critical: boolean; value: Element }> {
  if (outer === null) return;
  for (const extension of elementsIn(der, outer)) {
    const [id, ...rest] = [...elementsIn(der, extension)];
    const value = rest.at(-1);
    if (id === undefined || value === undefined) throw new RangeError('cut off');
    yield {
      id: Buffer.from(der.subarray(id.contentStart, id.end)).toString('hex'),
      critical: rest.length === 2 && der[rest[0]?.contentStart ?? 0] === 0xff,
      value,
    };
  }
}
