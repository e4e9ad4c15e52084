import { normaliseCode } from '#shared/dossier/index.ts';
import { parseReceiptQr } from '#shared/forms/index.ts';
import type { Journal } from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findDossierByCode } from './by-person.ts';
import { mainCodeOf } from './dossiers-table.ts';
import { findErasedByCode } from './erased-table.ts';
import { ReceptionRefused } from './refused.ts';
import { readRevisions } from './revisions.ts';

/** A dossier found by its paper, and what became of that paper. */
export type FoundByReceipt = {
  id: string;
  code: string;
  /** The revision of the paper; null where only the code was read. */
  revision: number | null;
  current: number;
  /** When the revision after the paper's was made; null where the paper tells the present one. */
  supersededAt: string | null;
  cancelledAt: string | null;
};

/**
 * The dossier of a scanned receipt or slip: its QR of any revision, or its bar code. The check value must be the dossier's: a
 * paper with another one is not of this office, or not genuine. Throws ReceptionRefused.
 */
export function getByReceipt(
  ports: { db: ReadableDb; journal: Pick<Journal, 'history'> },
  text: string,
): FoundByReceipt {
  const scanned = parseReceiptQr(text);
  if (scanned === undefined) throw notFound('Mã vừa quét không phải của giấy tiếp nhận hay phiếu của hồ sơ.');
  const dossier = findDossierByCode(ports.db, normaliseCode(scanned.code));
  if (dossier === undefined) {
    const erased = findErasedByCode(ports.db, scanned.code);
    if (erased !== undefined) {
      const message = `Dữ liệu cá nhân của hồ sơ ${erased.code} đã xóa theo ${erased.ground}.`;
      throw new ReceptionRefused('erased', [], message);
    }
    throw notFound(`Không có hồ sơ mang mã ${scanned.code} tại đây. Giấy này có thể do nơi khác cấp.`);
  }
  if (scanned.checkValue !== null && scanned.checkValue !== dossier.checkValue) {
    throw notFound(
      `Giấy này mang mã ${scanned.code} nhưng mã kiểm tra không khớp với hồ sơ. Hãy xem lại giấy; không nhận giấy này làm căn cứ.`,
    );
  }
  const revision = scanned.checkValue === null ? null : scanned.revision;
  const next =
    revision === null || revision >= dossier.revision
      ? undefined
      : readRevisions(ports.journal, dossier.id).revisions.find((item) => item.revision === revision + 1);
  return {
    id: dossier.id,
    code: mainCodeOf(dossier),
    revision,
    current: dossier.revision,
    supersededAt: next?.at ?? null,
    cancelledAt: dossier.cancelled?.at ?? null,
  };
}

function notFound(message: string): ReceptionRefused {
  return new ReceptionRefused('not-found', [], message);
}
