import { createHash } from 'node:crypto';
import { TRAINING_MARK } from '#shared/contract/index.ts';
import {
  CHANGE_KINDS,
  type ChangeKind,
  type FileSignature,
  type SignatureProblem,
  type SignatureReport,
  type TimestampReport,
} from '#shared/signing/index.ts';
import { findCertificate } from '../../certificates/index.ts';
import { type CheckedSigner, checkSigner } from '../cms/check.ts';
import { Asn1Error, timeOf } from '../cms/der.ts';
import { OID } from '../cms/oids.ts';
import { type Cms, readCms } from '../cms/read.ts';
import { readValidationData } from '../dss.ts';
import { PdfFileError, TimestampError } from '../errors.ts';
import { openPdf, type PdfFile } from '../pdf/file.ts';
import { boxOf, fieldsOf, pagesOf, widgetsOf } from '../pdf/pages.ts';
import { isRef, nameOf, type PdfDict, type PdfRef } from '../pdf/values.ts';
import { readTimestampToken, type TimestampToken } from '../timestamp/token.ts';
import { changesAfter } from './changes.ts';
import { type FoundSignature, findSignatures, hashRange, readPdfTime } from './signatures.ts';
import { judgeTrust, type KnownForTrust, signerOf } from './trust.ts';

export type VerifyQuestion = {
  /** Certificates that are trusted, DER. */
  roots: readonly Uint8Array[];
  /** Further certificates that may stand between, DER: of issuers known here. */
  others?: readonly Uint8Array[];
  /** Answers about revocation that were kept here, DER. */
  ocsps?: readonly Uint8Array[];
  crls?: readonly Uint8Array[];
  /** The moment of the check; epoch ms. */
  at: number;
};

/** How signatures are written that this program checks; the others are told by name. */
const DETACHED = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached']);

/** What was found by the bytes alone, before trust. */
type Checked = {
  found: FoundSignature;
  problem: SignatureProblem | null;
  cms: Cms | null;
  signer: CheckedSigner | null;
  /** Of a document timestamp. */
  token: TimestampToken | null;
};

/**
 * Every signature of a PDF: whole or not and why, who, when (claimed and attested), trusted or not and why, and what was
 * changed in the file after it. Asks nobody and never throws for what stands in the file: a file that can't be read is
 * told by `problem`.
 */
export function verifyPdf(pdf: Uint8Array, question: VerifyQuestion): SignatureReport {
  try {
    return verify(openPdf(pdf), question);
  } catch (error) {
    if (!(error instanceof PdfFileError)) throw error;
    return { problem: error.problem, pages: 0, signatures: [], hasValidationData: false };
  }
}

function verify(file: PdfFile, question: VerifyQuestion): SignatureReport {
  const checked = findSignatures(file).map((found) => check(file, found));
  const names = fieldsOf(file).map(({ name }) => name);
  // Of two fields of one name nobody can say which the signature is: then none of them is told as one.
  const isUnique = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
  const laterThan = (end: number) =>
    new Map(
      checked
        .filter(({ problem, found }) => problem === null && (found.range?.end ?? 0) > end)
        .filter(({ found }) => isUnique(found.field.name))
        .map(({ found }) => [found.field.name, found.kind] as const),
    );
  const stored = readValidationData(file);
  const known: KnownForTrust = {
    roots: question.roots,
    others: [
      ...(question.others ?? []),
      ...stored.certificates,
      ...checked.flatMap(({ cms, token }) => [...(cms?.certificates ?? []), ...(token?.certificates ?? [])]),
    ],
    ocsps: [...(question.ocsps ?? []), ...stored.ocsps],
    crls: [...(question.crls ?? []), ...stored.crls],
    now: question.at,
  };
  const documentTimes = checked
    .filter(({ token, problem }) => token !== null && problem === null)
    .map(({ found, token }) => ({ end: found.range?.end ?? 0, report: timestampReport(token, known) }));
  return {
    problem: null,
    pages: pagesOf(file).length,
    signatures: checked.map((one) => {
      const end = one.found.range?.end ?? 0;
      const later = documentTimes.find((time) => time.end > end)?.report ?? null;
      const found =
        one.problem === null ? changesAfter(file.bytes, fullLength(file.bytes, end), laterThan(end)) : [];
      const changes = forbidsChanges(file, one.found.dict) ? asForbidden(found) : found;
      return describe(file, one, later, changes, known);
    }),
    hasValidationData: file.catalog.entries.has('DSS'),
  };
}

function check(file: PdfFile, found: FoundSignature): Checked {
  const nothing = { found, cms: null, signer: null, token: null };
  const { range } = found;
  if (range === null) return { ...nothing, problem: found.problem };
  const digest = hashRange(file.bytes, range);
  try {
    if (!isWholeState(file, found, range.end)) return { ...nothing, problem: 'range-incomplete' };
    if (found.kind === 'timestamp') {
      const token = readTimestampToken(range.contents, digest);
      return { ...nothing, problem: null, token };
    }
    if (!DETACHED.has(found.subFilter)) return { ...nothing, problem: 'format-unknown' };
    const cms = readCms(range.contents);
    if (cms.contentType !== OID.data || cms.content !== null)
      return { ...nothing, problem: 'format-unknown' };
    const mustName = found.subFilter === 'ETSI.CAdES.detached';
    const signer = checkSigner(cms, digest, { contentType: OID.data, mustName });
    return { found, problem: signer.problem, cms, signer, token: null };
  } catch (error) {
    if (error instanceof TimestampError) return { ...nothing, problem: timestampProblem(error) };
    if (error instanceof Asn1Error) return { ...nothing, problem: 'unreadable' };
    // Node refuses keys and certificates that are not what they say.
    if (error instanceof Error && !(error instanceof PdfFileError))
      return { ...nothing, problem: 'unreadable' };
    throw error;
  }
}

/** Whether what is signed is a state of the file by itself, in which this very signature stands. */
function isWholeState(file: PdfFile, { field, dict }: FoundSignature, end: number): boolean {
  try {
    const signed = end === file.bytes.length ? file : openPdf(file.bytes.subarray(0, end));
    return findSignatures(signed).some(
      (one) =>
        one.field.name === field.name && one.range?.end === end && one.range.gapStart === startOf(dict),
    );
  } catch {
    return false;
  }
}

function startOf(dict: PdfDict): number | undefined {
  const contents = dict.entries.get('Contents');
  return typeof contents === 'object' && contents !== null && 'start' in contents
    ? contents.start
    : undefined;
}

function timestampProblem({ fault }: TimestampError): SignatureProblem {
  if (fault === 'other-digest') return 'bytes-changed';
  if (fault === 'signature-wrong') return 'signature-wrong';
  return fault === 'not-an-authority' ? 'certificate-swapped' : 'unreadable';
}

/** Whether its signer certified the file against every change (DocMDP 1, §12.8.2.2). */
function forbidsChanges(file: PdfFile, dict: PdfDict): boolean {
  return file.array(dict.entries.get('Reference')).some((item) => {
    const reference = file.dictionary(item);
    const settings = file.dictionary(reference?.entries.get('TransformParams'));
    return (
      nameOf(file.resolve(reference?.entries.get('TransformMethod'))) === 'DocMDP' &&
      file.resolve(settings?.entries.get('P')) === 1
    );
  });
}

/** What only proves the signature later is no change (ISO 32000-2 §12.8.2.2.2); a further signature is one. */
function asForbidden(found: ChangeKind[]): ChangeKind[] {
  const grave = found.some((kind) => kind !== 'timestamps-added' && kind !== 'validation-data-added');
  return CHANGE_KINDS.filter((kind) => found.includes(kind) || (grave && kind === 'document-structure'));
}

/** White space at the end of a file is nobody's change. */
function fullLength(bytes: Uint8Array, end: number): number {
  const rest = bytes.subarray(end);
  return rest.length <= 16 && rest.every((byte) => byte === 10 || byte === 13 || byte === 32)
    ? bytes.length
    : end;
}

function describe(
  file: PdfFile,
  { found, problem, cms, signer, token }: Checked,
  later: TimestampReport | null,
  changes: ChangeKind[],
  known: KnownForTrust,
): FileSignature {
  const own = cms === null ? null : ownTimestamp(cms, known);
  const timestamp = own ?? later;
  const certificate = token?.certificate ?? signer?.certificate ?? null;
  const isTraining =
    certificate !== null &&
    findCertificate(certificate)?.view.subject.text.normalize('NFC').includes(TRAINING_MARK) === true;
  // A time counts as proven only when its authority can be trusted: else anybody could date a revoked signature back.
  const proven = timestamp?.whole === true && timestamp.trust?.trusted === true ? timestamp.at : null;
  const use = found.kind === 'timestamp' ? 'timestamping' : 'signing';
  const end = found.range?.end ?? 0;
  return {
    field: found.field.name,
    kind: found.kind,
    subFilter: found.subFilter,
    page: pageOf(file, found),
    whole: problem === null,
    problem,
    signer: certificate === null ? null : signerOf(certificate),
    training: isTraining,
    trust: certificate === null ? null : judgeTrust(certificate, use, proven ?? known.now, known, isTraining),
    algorithm: token?.algorithm ?? signer?.algorithm ?? '',
    claimedAt: token?.at ?? readPdfTime(found.claimed) ?? signingTime(signer),
    timestamp: found.kind === 'timestamp' ? timestampReport(token, known) : timestamp,
    coversWholeFile: found.range !== null && fullLength(file.bytes, end) === file.bytes.length,
    revisionLength: end,
    changes,
  };
}

/** Older programs put the time among the signed attributes. */
function signingTime(signer: CheckedSigner | null): number | null {
  const value = signer?.signer?.attributes.get(OID.signingTime);
  try {
    return value === undefined ? null : timeOf(value);
  } catch {
    return null;
  }
}

function ownTimestamp(cms: Cms, known: KnownForTrust): TimestampReport | null {
  const [signer] = cms.signers;
  const attribute = signer?.unsigned.get(OID.timeStampToken);
  if (signer === undefined || attribute === undefined) return null;
  try {
    const token = readTimestampToken(
      attribute.raw,
      (hash) => new Uint8Array(createHash(hash).update(signer.signature).digest()),
    );
    return timestampReport(token, known);
  } catch (error) {
    if (!(error instanceof TimestampError)) throw error;
    return { at: null, whole: false, problem: timestampProblem(error), authority: null, trust: null };
  }
}

function timestampReport(token: TimestampToken | null, known: KnownForTrust): TimestampReport | null {
  if (token === null) return null;
  const all = { ...known, others: [...known.others, ...token.certificates] };
  return {
    at: token.at,
    whole: true,
    problem: null,
    authority: signerOf(token.certificate),
    trust: judgeTrust(token.certificate, 'timestamping', known.now, all, false),
  };
}

/** Page of the visible mark, from 1. */
function pageOf(file: PdfFile, { field }: FoundSignature): number | null {
  const pages = pagesOf(file);
  for (const widget of widgetsOf(file, field)) {
    const box = boxOf(file, widget.entries.get('Rect'));
    if (box === undefined || box[2] - box[0] < 1 || box[3] - box[1] < 1) continue;
    const named = widget.entries.get('P');
    const index = pages.findIndex(
      (page) =>
        (isRef(named) && page.ref.number === named.number) ||
        file.array(page.dict.entries.get('Annots')).some((item) => isSameRef(item, field.ref)),
    );
    if (index >= 0) return index + 1;
  }
  return null;
}

const isSameRef = (item: unknown, ref: PdfRef | undefined): boolean =>
  ref !== undefined &&
  typeof item === 'object' &&
  item !== null &&
  'number' in item &&
  item.number === ref.number;
