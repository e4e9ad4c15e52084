import type { Clock, Ids } from '#shared/base/index.ts';
import type { BatchSummary, SignatureRole, SigningProblem } from '#shared/contract/index.ts';
import type { Mark, SignatureReport } from '#shared/signing/index.ts';
import type { PdfRenderer } from '../forms/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { Archive, PaperSource } from '../printing/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';
import type { TokenSigner } from '../tokens/index.ts';

/** A PDF can't be signed, completed or read; the code is one that a person is told. */
export class PdfWorkError extends Error {
  override readonly name = 'PdfWorkError';
  readonly problem: SigningProblem;
  constructor(problem: SigningProblem, cause: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

/** The visible mark: what it says, and the picture beside it. */
export type MarkWanted = Pick<Mark, 'kind' | 'name' | 'heading'> & {
  seal: { png: Uint8Array; millimetres: number } | null;
};

export type TimestampMade = {
  pdf: Uint8Array;
  /** Milliseconds since 1970; null where it can't be read. */
  at: number | null;
  place: 'signature' | 'document';
};

/** What this room asks of PDFs: bytes in, bytes out. Throws PdfWorkError for what is wrong with the file. */
export type PdfWork = {
  /** Throws what `sign` throws, too. */
  sign(request: {
    pdf: Uint8Array;
    certificate: Uint8Array;
    chain: readonly Uint8Array[];
    mark: MarkWanted;
    training: boolean;
    /** Names the signature within the file; unique. */
    field: string;
    /** Milliseconds since 1970. */
    at: number;
    sign: (digest: Uint8Array) => Promise<Uint8Array>;
  }): Promise<Uint8Array>;
  /** Into the signature of this field where nothing came after it, else over the whole file. Throws where the service fails. */
  addTimestamp(request: {
    pdf: Uint8Array;
    field: string;
    address: string;
    signal: AbortSignal;
  }): Promise<TimestampMade>;
  /**
   * Certificates, OCSP answers and CRLs of everybody who signed in it; the same bytes where nothing is missing, null where
   * not all of it can be had now. `at`: milliseconds since 1970.
   */
  addValidation(request: { pdf: Uint8Array; at: number; signal: AbortSignal }): Promise<Uint8Array | null>;
  verify(pdf: Uint8Array, at: number): Promise<SignatureReport>;
  testTimestamp(request: {
    address: string;
    signal: AbortSignal;
  }): Promise<{ at: number | null; authority: string }>;
};

/** The name of a signature's field in its file. */
export function fieldOf(signatureId: string): string {
  return `ChuKySo-${signatureId}`;
}

/** How patiently what is still to come is asked for. Milliseconds. */
export type CompletionTimes = {
  timeoutMs: number;
  /** Between the tries of a round. */
  betweenTriesMs: number;
  triesPerRound: number;
  /** After a round in vain, doubled each time up to `longestMs`. */
  afterRoundMs: number;
  longestMs: number;
  atOnce: number;
};

/** Everything the signing room needs; passed in once. */
export type SigningPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  station: string;
  archive: Archive;
  renderer: PdfRenderer;
  papers: PaperSource;
  office: () => OfficeSettings;
  pdf: PdfWork;
  /** The token session of this id, opened by this person and used at this PC; undefined where it has ended. */
  findSigner(session: string, actor: string, station: string): TokenSigner | undefined;
  resourcesDirectory: string;
  /** Told after each commit that changed a batch; null: something else changed. */
  onChanged(batch: BatchSummary | null): void;
  /** Told after each commit that changed what a dossier's history says. */
  onDossierChanged(dossierId: string): void;
  log: Logger;
  completionTimes?: Partial<CompletionTimes>;
};

/** Who asks. */
export type SigningActor = { id: string; name: string; station: string };

/** What a batch is asked to do. */
export type StartBatch = {
  requestId: string;
  session: string;
  certificate: string;
  role: SignatureRole;
  documentIds: readonly string[];
  /** Hashes of the files that the person was shown; of these documents nothing else is signed. */
  shown?: readonly { documentId: string; sha256: string }[];
};
