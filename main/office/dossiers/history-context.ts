import type { Dossier, DossierSlip } from '#shared/dossier/index.ts';
import { dossierReceived } from '#shared/journal/index.ts';
import type { Journal } from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findDossier, getPosition, mainCodeOf } from './dossiers-table.ts';
import type { HistoryContext } from './history.ts';
import { readRevisions } from './revisions.ts';
import { findDossiersOfVisit, visitIdOf } from './visits.ts';

const SLIP_NAMES: Readonly<Record<DossierSlip['kind'], string>> = {
  supplement: 'phiếu yêu cầu bổ sung',
  refusal: 'phiếu từ chối',
};

/** What a dossier's history tells besides its own entries: earlier revisions, its visit, the slip before or the dossier behind. */
export function historyContextOf(
  ports: { db: ReadableDb; journal: Pick<Journal, 'history'> },
  dossier: Dossier,
): HistoryContext {
  const { db, journal } = ports;
  return {
    revisions: dossier.revision === 1 ? [] : readRevisions(journal, dossier.id).revisions,
    visit: findDossiersOfVisit(db, visitIdOf(dossier)).map(mainCodeOf),
    follows: dossier.follows === undefined ? null : followsInWords(db, dossier.follows),
    followedBy: dossier.followedBy === null ? null : followedInWords(db, dossier.followedBy),
  };
}

/** A slip whose data was erased is named no more: its number would lead from it to this person. */
function followsInWords(db: ReadableDb, id: string): string {
  const slip = findDossier(db, id);
  if (slip?.slip === undefined) return 'Tiếp theo một phiếu đã xóa dữ liệu';
  const [year, month, day] = slip.receivedAt.slice(0, 10).split('-');
  return `Tiếp theo ${SLIP_NAMES[slip.slip.kind]} ${mainCodeOf(slip)} ngày ${day}/${month}/${year}`;
}

function followedInWords(db: ReadableDb, id: string): HistoryContext['followedBy'] {
  const dossier = findDossier(db, id);
  if (dossier === undefined) return null;
  return {
    position: getPosition(db, id),
    item: {
      at: dossier.receivedAt,
      actor: dossier.receivedBy.name,
      station: dossier.station,
      kind: dossierReceived.kind,
      text: `Người nộp quay lại, đã tiếp nhận hồ sơ ${mainCodeOf(dossier)}`,
      details: [],
    },
  };
}
