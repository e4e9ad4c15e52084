import type { Certificate } from './read.ts';

export type IssuerSearch = {
  trusted: readonly Certificate[];
  others: readonly Certificate[];
  /** By fingerprint: a certificate that stands on many paths is asked about once. */
  found: Map<string, Issuers>;
};

export type Issuers = { verified: Certificate[]; forged: boolean };

/**
 * Who issued a certificate, among trusted and other certificates: those whose name fits and whose key made its
 * signature, trusted ones first. `forged`: one of exactly this name and key id is there and did not sign it.
 */
export function findIssuers(certificate: Certificate, search: IssuerSearch): Issuers {
  const before = search.found.get(certificate.view.fingerprint);
  if (before !== undefined) return before;
  const named = [...search.trusted, ...search.others].filter((candidate) => fits(certificate, candidate));
  const verified = unique(named.filter((candidate) => hasSigned(certificate, candidate)));
  const issuers = { verified, forged: verified.length === 0 && named.length > 0 };
  search.found.set(certificate.view.fingerprint, issuers);
  return issuers;
}

/** Whether the issuer's key made the signature of the certificate. */
export function hasSigned(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}

// Node compares names as RFC 5280 wants (case, spaces, kinds of text) and key ids; but it also hides an issuer that
// may not issue, which is a reason of its own here.
function fits(certificate: Certificate, candidate: Certificate): boolean {
  return (
    certificate.x509.checkIssued(candidate.x509) ||
    (certificate.parsed.issuer.isEqual(candidate.parsed.subject) && sameKeyId(certificate, candidate))
  );
}

function sameKeyId(certificate: Certificate, candidate: Certificate): boolean {
  const wanted = keyId(certificate, '2.5.29.35');
  const own = keyId(candidate, '2.5.29.14');
  return wanted === undefined || own === undefined || wanted === own;
}

function keyId({ parsed }: Certificate, extension: string): string | undefined {
  const value = parsed.extensions?.find((one) => one.extnID === extension)?.parsedValue as
    | {
        keyIdentifier?: { valueBlock: { valueHexView: Uint8Array } };
        valueBlock?: { valueHexView?: Uint8Array };
      }
    | undefined;
  const bytes = value?.keyIdentifier?.valueBlock.valueHexView ?? value?.valueBlock?.valueHexView;
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('hex');
}

function unique(certificates: readonly Certificate[]): Certificate[] {
  return [...new Map(certificates.map((one) => [one.view.fingerprint, one])).values()];
}
