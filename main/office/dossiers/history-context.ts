import type { Dossier, DossierSlip } from '#shared/dossier/index.ts';
import { dossierCancelled, dossierReceived } from '#shared/journal/index.ts';
import type { Journal } from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findDossier, getPosition, mainCodeOf } from './dossiers-table.ts';
import { findFollowers } from './followed.ts';
import { type HistoryContext, reasonInWords } from './history.ts';
import { readRevisions } from './revisions.ts';
import { findDossiersTogether } from './visits.ts';

/** After its cancellation a dossier has hardly any further entries. */
const MOST_ENTRIES = 200;

const SLIP_NAMES: Readonly<Record<DossierSlip['kind'], string>> = {
  supplement: 'phiếu yêu cầu bổ sung',
  refusal: 'phiếu từ chối',
};

/** What a dossier's history tells besides its own entries: earlier revisions, its visit, the slip before or the dossiers behind. */
export function historyContextOf(
  ports: { db: ReadableDb; journal: Pick<Journal, 'history'> },
  dossier: Dossier,
): HistoryContext {
  const { db, journal } = ports;
  return {
    revisions: dossier.revision === 1 ? [] : readRevisions(journal, dossier.id).revisions,
    visit: findDossiersTogether(db, dossier).map(mainCodeOf),
    follows: dossier.follows === undefined ? null : followsInWords(db, dossier.follows),
    elsewhere:
      dossier.slip === undefined
        ? []
        : findFollowers(db, dossier.id).flatMap((follower) => followerInWords(ports, follower)),
  };
}

/** A slip whose data was erased is named no more: its number would lead from it to this person. */
function followsInWords(db: ReadableDb, id: string): string {
  const slip = findDossier(db, id);
  if (slip?.slip === undefined) return 'Tiếp theo một phiếu đã xóa dữ liệu';
  const [year, month, day] = slip.receivedAt.slice(0, 10).split('-');
  return `Tiếp theo ${SLIP_NAMES[slip.slip.kind]} ${mainCodeOf(slip)} ngày ${day}/${month}/${year}`;
}

/** A dossier that was received from a slip, and that it was cancelled: then the slip waits again. */
function followerInWords(
  { db, journal }: { db: ReadableDb; journal: Pick<Journal, 'history'> },
  dossier: Dossier,
): HistoryContext['elsewhere'] {
  const code = mainCodeOf(dossier);
  const { station, cancelled } = dossier;
  const received = {
    position: getPosition(db, dossier.id),
    item: {
      at: dossier.receivedAt,
      actor: dossier.receivedBy.name,
      station,
      kind: dossierReceived.kind,
      text: `Người nộp quay lại, đã tiếp nhận hồ sơ ${code}`,
      details: [],
    },
  };
  if (cancelled === null) return [received];
  const entry = journal
    .history(dossier.id, { limit: MOST_ENTRIES })
    .items.map((item) => item.entry)
    .find(({ kind }) => kind === dossierCancelled.kind);
  if (entry === undefined) return [received];
  const item = {
    at: cancelled.at,
    actor: cancelled.by.name,
    station: entry.station,
    kind: dossierCancelled.kind,
    text: `Hồ sơ tiếp nhận từ phiếu này đã hủy (${code}). Lý do: ${reasonInWords(cancelled.reason)}`,
    details: [],
  };
  return [received, { position: entry.position, item }];
}
