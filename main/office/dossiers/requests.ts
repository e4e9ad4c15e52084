import { ERROR_CODES } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { sha256 } from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findByRequest, findDossier, mainCodeOf } from './dossiers-table.ts';
import { isErasedRequest } from './erased-table.ts';
import { ReceptionRefused } from './refused.ts';

/** A request as its entry keeps it: the digest tells a repeat from a mistake. */
export type Request = { id: string; digest: string };
export type Received = { dossier: Dossier; repeated: boolean };

/**
 * Carries a request out once: asked again it answers with what it made then. Throws what `carryOut` throws, and
 * ReceptionRefused where the same request asked for something else, or what it made was erased.
 */
export function onceFor<Asked extends { requestId: string }>(
  db: ReadableDb,
  asked: Asked,
  carryOut: (request: Request) => Dossier,
): Received {
  const { requestId: id, ...content } = asked;
  const request = { id, digest: sha256(canonicalJson(content)) };
  const earlier = findOutcome(db, request);
  return earlier === undefined
    ? { dossier: carryOut(request), repeated: false }
    : { dossier: earlier, repeated: true };
}

/**
 * What a request has made before: a reception or a slip, for one form becomes one of them only. Undefined for a new
 * request. Throws where it asked for something else then, or what it made was erased.
 */
function findOutcome(db: ReadableDb, { id, digest }: Request): Dossier | undefined {
  const earlier = findByRequest(db, id);
  if (earlier === undefined) {
    if (isErasedRequest(db, id)) throw new ReceptionRefused('erased', [], ERROR_CODES.erased);
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
