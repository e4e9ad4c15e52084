import { ERROR_CODES } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findByRequest, findDossier } from './dossiers-table.ts';
import { isErasedRequest } from './erased-table.ts';
import { ReceptionRefused } from './refused.ts';

/**
 * What a request has made before: a reception or a slip, for one form becomes one of them only. Undefined for a new
 * request. Throws where it asked for something else then, or what it made was erased.
 */
export function findOutcome(db: ReadableDb, requestId: string, digest: string): Dossier | undefined {
  const earlier = findByRequest(db, requestId);
  if (earlier === undefined) {
    if (isErasedRequest(db, requestId)) throw new ReceptionRefused('erased', [], ERROR_CODES.erased);
    return undefined;
  }
  if (earlier.digest !== digest) {
    throw new ReceptionRefused('request-reused', [], ERROR_CODES['request-reused']);
  }
  const dossier = findDossier(db, earlier.id);
  if (dossier === undefined) throw new Error('a request without its dossier');
  return dossier;
}
