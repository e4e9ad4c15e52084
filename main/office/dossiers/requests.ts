import { ERROR_CODES } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findByRequest, findDossier, mainCodeOf } from './dossiers-table.ts';
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
  const dossier = findDossier(db, earlier.id);
  if (dossier === undefined) throw new Error('a request without its dossier');
  if (earlier.digest !== digest) {
    throw new ReceptionRefused('request-reused', [], reusedInWords(dossier));
  }
  return dossier;
}

/** Nobody must think that a dossier was received where only a slip was given. */
function reusedInWords(dossier: Dossier): string {
  if (dossier.slip === undefined) return ERROR_CODES['request-reused'];
  return `Đã lập phiếu ${mainCodeOf(dossier)} từ biểu mẫu này, hồ sơ chưa được tiếp nhận. Hãy mở phiếu đó rồi bấm “Tiếp nhận tiếp”, hoặc bắt đầu biểu mẫu mới.`;
}
