import { createHash } from 'node:crypto';
import { findCertificate } from '../../certificates/index.ts';
import { checkSigner } from '../cms/check.ts';
import {
  Asn1Error,
  child,
  element,
  integer,
  nothing,
  octets,
  octetsOf,
  oid,
  oidText,
  readAsn1,
  sequence,
  TAG,
  timeOf,
} from '../cms/der.ts';
import { HASHES, OID } from '../cms/oids.ts';
import { readCms } from '../cms/read.ts';
import { TimestampError } from '../errors.ts';

const TIMESTAMPING = '1.3.6.1.5.5.7.3.8';

/** A question for a timestamp over a SHA-256 digest (RFC 3161 §2.4.1), DER. `nonce`: random bytes, 8 or more. */
export function timestampRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const imprint = sequence(sequence(oid(OID.sha256), nothing()), octets(digest));
  const wantsCertificate = element(TAG.boolean, Buffer.from([0xff]));
  return new Uint8Array(sequence(integer(1), imprint, nonceElement(nonce), wantsCertificate));
}

// Positive, and without a zero in front that DER would not write.
function nonceElement(nonce: Uint8Array): Buffer {
  const bytes = Buffer.from(nonce);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return element(TAG.integer, bytes);
}

/** What a timestamp says, and whether it may. */
export type TimestampToken = {
  /** The whole TimeStampToken (ContentInfo, DER). */
  token: Uint8Array;
  /** Epoch ms. */
  at: number;
  /** The authority's certificate and those beside it, DER. */
  certificate: Uint8Array;
  certificates: Uint8Array[];
  algorithm: string;
};

/**
 * Reads the authority's answer (§2.4.2) and checks that it is for this question: status, digest, nonce, signature, and
 * that its signer's certificate is for time stamps alone. Trust in the authority is not asked here.
 * Throws TimestampError.
 */
export function readTimestampAnswer(
  answer: Uint8Array,
  question: { digest: Uint8Array; nonce: Uint8Array },
): TimestampToken {
  let token: Uint8Array;
  try {
    const response = readAsn1(answer);
    const status = child(child(response, 0, TAG.sequence), 0, TAG.integer).content;
    const granted = status.length === 1 && (status[0] === 0 || status[0] === 1);
    const given = response.children[1];
    if (!granted || given === undefined)
      throw new TimestampError('refused', `status ${Buffer.from(status).toString('hex')}`);
    token = given.raw;
  } catch (error) {
    throw error instanceof TimestampError ? error : new TimestampError('unreadable', String(error));
  }
  return readTimestampToken(
    token,
    (hash) => (hash === 'sha256' ? question.digest : new Uint8Array()),
    question.nonce,
  );
}

/**
 * Reads a token and checks that it belongs to what `digest` hashes, and that its own signature is whole. A nonce is
 * compared when one is given. Throws TimestampError.
 */
export function readTimestampToken(
  token: Uint8Array,
  digest: (hash: string) => Uint8Array,
  nonce?: Uint8Array,
): TimestampToken {
  try {
    return read(token, digest, nonce);
  } catch (error) {
    if (error instanceof TimestampError) throw error;
    if (error instanceof Asn1Error) throw new TimestampError('unreadable', error.message);
    throw new TimestampError('unreadable', error instanceof Error ? error.message : String(error));
  }
}

function read(
  token: Uint8Array,
  digest: (hash: string) => Uint8Array,
  nonce: Uint8Array | undefined,
): TimestampToken {
  const cms = readCms(token);
  if (cms.contentType !== OID.tstInfo || cms.content === null)
    throw new TimestampError('unreadable', `content ${cms.contentType}`);
  const { content } = cms;
  const info = readAsn1(content);
  const imprint = child(info, 2, TAG.sequence);
  const hash = HASHES[oidText(child(child(imprint, 0, TAG.sequence), 0, TAG.oid))];
  if (hash === undefined) throw new TimestampError('unreadable', 'an unknown hash');
  if (Buffer.compare(octetsOf(child(imprint, 1, TAG.octets)), digest(hash)) !== 0)
    throw new TimestampError('other-digest', 'it is for something else');
  if (nonce !== undefined) {
    const stated = info.children.slice(5).find(({ tag }) => tag === TAG.integer);
    if (stated === undefined || Buffer.compare(stated.raw, nonceElement(nonce)) !== 0)
      throw new TimestampError('other-nonce', 'it answers another question');
  }
  const checked = checkSigner(cms, (name) => new Uint8Array(createHash(name).update(content).digest()), {
    contentType: OID.tstInfo,
    mustName: true,
  });
  if (checked.problem !== null || checked.certificate === null)
    throw new TimestampError('signature-wrong', String(checked.problem));
  const certificate = findCertificate(checked.certificate);
  const usages = certificate?.view.extendedUsages ?? [];
  if (certificate?.usagesCritical !== true || usages.length !== 1 || usages[0] !== TIMESTAMPING)
    throw new TimestampError('not-an-authority', `for ${usages.join(' ')}`);
  return {
    token: new Uint8Array(token.subarray(0, cms.length)),
    at: timeOf(child(info, 4, TAG.generalizedTime)),
    certificate: checked.certificate,
    certificates: cms.certificates,
    algorithm: checked.algorithm,
  };
}
