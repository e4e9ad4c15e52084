import { findKnownPaper, type KnownPaper, knownPapers } from '../printing/index.ts';
import { findKnownSigningFile, knownSigningFiles } from '../signing/index.ts';
import type { ReadableDb } from '../storage/index.ts';

/** Every file that the archive of a database must hold, in pages: papers that were printed, files of signing. */
export function* knownFiles(db: ReadableDb, beginning = ''): Generator<KnownPaper[]> {
  yield* knownPapers(db, beginning);
  yield* knownSigningFiles(db, beginning);
}

/** One of them by its id; undefined where it is not there, or was erased. */
export function findKnownFile(db: ReadableDb, id: string): KnownPaper | undefined {
  return findKnownPaper(db, id) ?? findKnownSigningFile(db, id);
}
