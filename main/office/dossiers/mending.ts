import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Clock, officeDate } from '#shared/base/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { ERROR_CODES, type OfficeProfile } from '#shared/contract/index.ts';
import {
  type Actor,
  compareDossiers,
  type Dossier,
  type MendingReason,
  type MendingReasonInput,
  MendingReasons,
  mayMend,
} from '#shared/dossier/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import { findDossier } from './dossiers-table.ts';
import { checkReason } from './reasons.ts';
import { ReceptionRefused } from './refused.ts';
import { findBase, type Revision, type RevisionHistory } from './revisions.ts';
import type { ReceptionRules } from './rules.ts';

/** Who mends: the person with the role they signed in with. */
export type Mender = Actor & { role: string };

/** What corrections and cancellations need from the rooms around. */
export type MendPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  rules: ReceptionRules;
  office: () => { profile: OfficeProfile; sample: boolean };
  reasons: MendingReasons;
  /** A procedure of a catalogue version, whatever the day. Throws when it is not here any more. */
  getProcedure: (code: string, version: number) => Procedure;
  /** The revisions of which a receipt is on the way or may have come out. */
  issuedRevisions: (dossierId: string) => readonly number[];
  /** Orders the receipt of the dossier's present revision. */
  enqueuePaperInTx: (tx: WritableDb, dossier: Dossier, actor: Actor) => void;
  /** Drops orders of receipts of revisions before this one, and tells the screens after the commit. */
  supersedeInTx: (tx: WritableDb, dossierId: string, before: number) => void;
};

/** Reads the reasons for corrections and cancellations. Throws when the file does not fit its schema. */
export function loadMendingReasons(resourcesDirectory: string): MendingReasons {
  return MendingReasons.parse(
    JSON.parse(readFileSync(path.join(resourcesDirectory, 'mending', 'reasons.json'), 'utf8')),
  );
}

/** The procedure as it was when the dossier was received; undefined where its catalogue is not here (an incomplete copy). */
export function findProcedureOf(
  ports: Pick<MendPorts, 'getProcedure'>,
  { procedure, versions }: Pick<Dossier, 'procedure' | 'versions'>,
): Procedure | undefined {
  try {
    return ports.getProcedure(procedure.code, versions.catalogue);
  } catch {
    return undefined;
  }
}

/** The dossier, when this person may mend it today. Throws ReceptionRefused with the reason. */
export function getMendable(
  ports: Pick<MendPorts, 'db' | 'clock'>,
  what: 'correct' | 'cancel',
  id: string,
  person: Mender,
): Dossier {
  const dossier = findDossier(ports.db, id);
  if (dossier === undefined) throw new ReceptionRefused('not-found', [], ERROR_CODES['not-found']);
  const may = mayMend(what, dossier, person, officeDate(ports.clock.now()));
  if (!may.ok) throw new ReceptionRefused(may.error.code, [], may.error.message);
  return dossier;
}

/** The revision that the clerk had before them. Throws, telling what changed, when it is no longer the present one. */
export function getBase(history: RevisionHistory, basedOn: number): Revision {
  const found = findBase(history, basedOn);
  if (found.ok) return found.value;
  const { newest, base } = found.error;
  if (newest?.dossier == null || base?.dossier == null) {
    throw new ReceptionRefused('invalid-input', [], ERROR_CODES['invalid-input']);
  }
  const problems = compareDossiers(base.dossier, newest.dossier).map(({ key, label, before, after }) => ({
    code: 'corrected-meanwhile' as const,
    field: key,
    message: `${label.vi}: ${before || '(không có)'} → ${after || '(không có)'}`,
  }));
  const time = `${newest.at.slice(11, 16)} ngày ${newest.at.slice(8, 10)}/${newest.at.slice(5, 7)}/${newest.at.slice(0, 4)}`;
  throw new ReceptionRefused(
    'corrected-meanwhile',
    problems,
    `${newest.by?.name ?? 'Người khác'} đã sửa hồ sơ này lúc ${time}. Hãy xem chỗ đã đổi rồi làm lại trên bản mới.`,
  );
}

/** Whether this request was carried out before. Throws when it asked for something else then. */
export function isRepeated(history: RevisionHistory, requestId: string, digest: string): boolean {
  const earlier = history.requests.get(requestId);
  if (earlier !== undefined && earlier !== digest) {
    throw new ReceptionRefused('request-reused', [], ERROR_CODES['request-reused']);
  }
  return earlier !== undefined;
}

/** The reason as the entry keeps it: the list's words of today and what the clerk added. */
export function getReason(list: MendingReasons['correct'], input: MendingReasonInput): MendingReason {
  const checked = checkReason(list, input);
  if (checked.ok) return checked.value;
  throw new ReceptionRefused('invalid-input', [checked.error], checked.error.message);
}
