import { createHash, timingSafeEqual } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { checkChain } from './chain.ts';
import { hasSigned } from './issuers.ts';
import { type Certificate, findCertificate } from './read.ts';
import { isSignedBy } from './signatures.ts';
import { type RevocationStatus, staleness, statusAt, unlessExpired } from './status.ts';

const SHA1 = '1.3.14.3.2.26';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const HASHES: Record<string, string> = { [SHA1]: 'sha1', [SHA256]: 'sha256' };
const BASIC = '1.3.6.1.5.5.7.48.1.1';
const NO_CHECK = '1.3.6.1.5.5.7.48.1.5';

/**
 * A question (RFC 6960, DER) about one certificate to its issuer's responder. Without a nonce: public responders answer
 * from a stock and ignore it, and the time in the answer bounds its age. Names are hashed with SHA-1 as every responder
 * understands; nothing rests on that hash.
 */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Uint8Array {
  const request = new pkijs.OCSPRequest({
    tbsRequest: new pkijs.TBSRequest({
      requestList: [new pkijs.Request({ reqCert: certIdOf(certificate, issuer, SHA1) })],
    }),
  });
  return new Uint8Array(request.toSchema(true).toBER());
}

/** A checked answer: what it says, and the certificate of the responder when it signed on the issuer's behalf. */
export type OcspReading = { status: RevocationStatus; responder: Certificate | null };

/**
 * Reads an answer (OCSPResponse, DER) about `certificate` at a time. It counts only when the issuer or one whom the issuer
 * certified for it signed it (RFC 6960 §4.2.2.2). `at`: the time asked about; `now`: this moment; milliseconds since 1970.
 */
export function readOcspResponse(
  der: Uint8Array,
  {
    certificate,
    issuer,
    at,
    now,
  }: { certificate: Certificate; issuer: Certificate; at: number; now: number },
): OcspReading {
  const nothing = (why: string): OcspReading => ({ status: { state: 'unknown', why }, responder: null });
  let basic: pkijs.BasicOCSPResponse;
  try {
    const response = pkijs.OCSPResponse.fromBER(der.slice());
    const status = response.responseStatus.valueBlock.valueDec;
    if (status !== 0) return nothing(`responder answers ${status}`);
    if (response.responseBytes?.responseType !== BASIC) return nothing('not a basic answer');
    basic = pkijs.BasicOCSPResponse.fromBER(response.responseBytes.response.valueBlock.valueHexView.slice());
  } catch {
    return nothing('unreadable');
  }
  const responder = findSigner(basic, issuer);
  if (responder === undefined) return nothing('not signed by the issuer or on its behalf');
  const { responses, responseExtensions = [] } = basic.tbsResponseData;
  if (responseExtensions.some((one) => one.critical)) return nothing('binding extension');
  const single = responses.find((one) => isAbout(one.certID, certificate, issuer));
  if (single === undefined) return nothing('about another certificate');
  if (single.singleExtensions?.some((one) => one.critical)) return nothing('binding extension');
  const times = {
    thisUpdate: single.thisUpdate.getTime(),
    nextUpdate: single.nextUpdate?.getTime() ?? null,
  };
  const stale = staleness(times, at, now);
  if (stale !== undefined) return nothing(stale);
  if (responder !== issuer && !wasValid(responder, issuer, times.thisUpdate))
    return nothing('the responder was not allowed to answer');
  const status = unlessExpired(statusOf(single.certStatus, at), times.thisUpdate, certificate.validTo);
  return { status, responder: responder === issuer ? null : responder };
}

function statusOf(certStatus: asn1js.BaseBlock, at: number): RevocationStatus {
  const { tagClass, tagNumber } = certStatus.idBlock;
  if (tagClass !== 3) return { state: 'unknown', why: 'unreadable' };
  if (tagNumber === 0) return { state: 'good' };
  if (tagNumber !== 1) return { state: 'unknown', why: 'the responder does not know it' };
  const [time, reason] = (certStatus as asn1js.Constructed).valueBlock.value;
  if (!(time instanceof asn1js.GeneralizedTime)) return { state: 'unknown', why: 'unreadable' };
  const code = (reason as asn1js.Constructed | undefined)?.valueBlock.value[0];
  return statusAt(
    time.toDate().getTime(),
    code instanceof asn1js.Enumerated ? code.valueBlock.valueDec : 0,
    at,
  );
}

/** The issuer, or one whom the issuer itself certified, whose key made the signature. */
function findSigner(basic: pkijs.BasicOCSPResponse, issuer: Certificate): Certificate | undefined {
  const delegates = (basic.certs ?? [])
    .map((one) => findCertificate(new Uint8Array(one.toSchema().toBER())))
    .filter((one) => one !== undefined)
    .filter((one) => hasSigned(one, issuer));
  return [issuer, ...delegates].find((candidate) =>
    isSignedBy(
      candidate.x509.publicKey,
      basic.signatureAlgorithm,
      basic.tbsResponseData.tbsView,
      basic.signature.valueBlock.valueHexView,
    ),
  );
}

function wasValid(responder: Certificate, issuer: Certificate, at: number): boolean {
  const allowed = checkChain({
    certificate: responder.der,
    others: [],
    roots: [issuer.der],
    at,
    use: 'ocsp',
  });
  // The issuer's own validity is the chain's business, not the responder's.
  return allowed.problems.every((problem) => problem === 'issuer-expired');
}

/** Whether nobody need ask if the responder itself was revoked (RFC 6960 §4.2.2.2.1). */
export function isExemptFromChecking({ parsed }: Certificate): boolean {
  return parsed.extensions?.some((one) => one.extnID === NO_CHECK) === true;
}

function certIdOf(certificate: Certificate, issuer: Certificate, hashId: string): pkijs.CertID {
  const { name, key } = issuerHashes(issuer, HASHES[hashId] ?? 'sha1');
  return new pkijs.CertID({
    hashAlgorithm: new pkijs.AlgorithmIdentifier({
      algorithmId: hashId,
      algorithmParams: new asn1js.Null(),
    }),
    issuerNameHash: new asn1js.OctetString({ valueHex: name }),
    issuerKeyHash: new asn1js.OctetString({ valueHex: key }),
    serialNumber: certificate.parsed.serialNumber,
  });
}

function isAbout(id: pkijs.CertID, certificate: Certificate, issuer: Certificate): boolean {
  const hash = HASHES[id.hashAlgorithm.algorithmId];
  if (hash === undefined) return false;
  const { name, key } = issuerHashes(issuer, hash);
  return (
    same(id.issuerNameHash.valueBlock.valueHexView, name) &&
    same(id.issuerKeyHash.valueBlock.valueHexView, key) &&
    same(id.serialNumber.valueBlock.valueHexView, certificate.parsed.serialNumber.valueBlock.valueHexView)
  );
}

function issuerHashes({ parsed }: Certificate, hash: string): { name: Uint8Array; key: Uint8Array } {
  const digest = (bytes: Uint8Array) => new Uint8Array(createHash(hash).update(bytes).digest());
  return {
    name: digest(new Uint8Array(parsed.subject.valueBeforeDecode)),
    key: digest(parsed.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView),
  };
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
