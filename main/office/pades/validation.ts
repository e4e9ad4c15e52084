import { createHash } from 'node:crypto';
import { checkChain, collectEvidence, type FetchBytes } from '../certificates/index.ts';
import { certificateOf } from './cms/check.ts';
import { OID } from './cms/oids.ts';
import { readCms } from './cms/read.ts';
import { readValidationData, type ValidationData } from './dss.ts';
import { openPdf } from './pdf/file.ts';
import { readTimestampToken } from './timestamp/token.ts';
import { findSignatures, hashRange } from './verify/signatures.ts';
import { writeValidationData } from './write-dss.ts';

/** A certificate that signed something in a file. DER. */
type FileSigner = {
  field: string;
  use: 'signing' | 'timestamping';
  certificate: Uint8Array;
  others: readonly Uint8Array[];
};

export type ValidationQuestion = {
  /** Only chains that end at one of these are asked about. DER. */
  roots: readonly Uint8Array[];
  /** Issuers known here, DER. */
  others?: readonly Uint8Array[];
  /** Now; epoch ms. */
  at: number;
  fetch: FetchBytes;
};

export type ValidationAdded = {
  /** Null: nothing new was found. */
  pdf: Uint8Array | null;
  /** Every signer and authority has a trusted chain and an answer about revocation in the file now. */
  complete: boolean;
  /** For the log. */
  failures: string[];
};

/**
 * Asks the issuers of everybody who signed in the file about revocation, and puts what they answer, with the
 * certificates, behind the file (DSS with VRI, ETSI EN 319 142-1 §5.4.2). What the file has already stays. Throws
 * PdfFileError; what can't be asked is no error but `complete: false`.
 */
export async function addValidationData(
  pdf: Uint8Array,
  { roots, others = [], at, fetch }: ValidationQuestion,
): Promise<ValidationAdded> {
  const file = openPdf(pdf);
  const stored = readValidationData(file);
  const failures: string[] = [];
  const found = new Map<string, ValidationData>();
  let complete = true;
  for (const signer of signersIn(pdf)) {
    const chain = checkChain({
      certificate: signer.certificate,
      others: [...signer.others, ...others, ...stored.certificates],
      roots,
      at,
      use: signer.use,
    });
    const { evidence, revocation, failures: why } = await collectEvidence(chain, { at, now: at, fetch });
    failures.push(...why);
    complete &&= chain.trusted && revocation !== 'unknown' && revocation !== 'not-asked';
    const known = found.get(signer.field) ?? { certificates: [], ocsps: [], crls: [] };
    known.certificates.push(...evidence.certificates);
    known.ocsps.push(...evidence.ocsps);
    known.crls.push(...evidence.crls);
    found.set(signer.field, known);
  }
  return { pdf: writeValidationData(pdf, found), complete, failures };
}

/** Who signed in a file, timestamp authorities included; what can't be read is left out. */
function signersIn(pdf: Uint8Array): FileSigner[] {
  const file = openPdf(pdf);
  return findSignatures(file).flatMap(({ field, kind, range }): FileSigner[] => {
    if (range === null) return [];
    try {
      if (kind === 'timestamp')
        return [authorityOf(field.name, readTimestampToken(range.contents, hashRange(pdf, range)))];
      const cms = readCms(range.contents);
      const [signer] = cms.signers;
      if (signer === undefined) return [];
      const certificate = certificateOf(cms, signer);
      const own: FileSigner[] =
        certificate === undefined
          ? []
          : [{ field: field.name, use: 'signing', certificate, others: cms.certificates }];
      const stamp = signer.unsigned.get(OID.timeStampToken);
      if (stamp === undefined) return own;
      const token = readTimestampToken(
        stamp.raw,
        (hash) => new Uint8Array(createHash(hash).update(signer.signature).digest()),
      );
      return [...own, authorityOf(field.name, token)];
    } catch {
      return [];
    }
  });
}

function authorityOf(
  field: string,
  token: { certificate: Uint8Array; certificates: Uint8Array[] },
): FileSigner {
  return { field, use: 'timestamping', certificate: token.certificate, others: token.certificates };
}
