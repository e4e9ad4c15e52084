import { setImmediate as nextTurn } from 'node:timers/promises';
import { officeDate } from '#shared/base/index.ts';
import type { EraseDossiers, ErasureStep } from '#shared/contract/index.ts';
import { type Dossier, describeState, normaliseCode } from '#shared/dossier/index.ts';
import { findDossier, findErasedDossier, mainCodeOf, numbersIn, numberToFind } from '../dossiers/index.ts';
import { forgetDraftsFrom, forgetDraftsOf } from '../drafts/index.ts';
import type { Journal } from '../journal/index.ts';
import type { PaperErasure } from '../printing/index.ts';
import type { Database } from '../storage/index.ts';
import type { Cleaner } from './cleaner.ts';
import { insertCleanupInTx } from './cleanups-table.ts';
import { findPersonalField, type Ground, groundInWords, groundsOn } from './grounds.ts';
import { ErasureRefused } from './refused.ts';

export type ErasePorts = {
  db: Database;
  journal: Journal;
  clock: { now(): number };
  grounds: readonly Ground[];
  papers: PaperErasure;
  /** The office is being closed: nothing more is to be erased through it. */
  isClosing(): boolean;
  /** Folders beside the data that hold it as it was before a restore. */
  keptFolders(): string[];
  /** Told after each commit, so that no screen goes on showing it. */
  onErased(dossierId: string): void;
};

/** Not at an end: the office still works on it, or its result waits for the person. Of a slip it has nothing in hand. */
export function isOpen(dossier: Pick<Dossier, 'state' | 'cancelled' | 'slip'>): boolean {
  if (dossier.slip !== undefined) return false;
  return dossier.cancelled === null && !describeState(dossier.state).terminal;
}

/** What will be done, when everything that was asked for holds. Throws ErasureRefused. */
export function planErasure(
  ports: ErasePorts,
  asked: EraseDossiers,
): { dossiers: Dossier[]; ground: Ground; wholePerson: boolean } {
  const dossiers = [...new Set(asked.dossierIds)].map((id) => getLiving(ports, id));
  const ground = groundsOn(ports.grounds, officeDate(ports.clock.now())).find(
    ({ id }) => id === asked.groundId,
  );
  if (ground === undefined) {
    throw new ErasureRefused('invalid-input', 'groundId', 'Căn cứ này không còn áp dụng. Hãy chọn lại.');
  }
  if (!isConfirmed(dossiers, asked.confirmation)) {
    throw new ErasureRefused('confirmation-differs', 'confirmation');
  }
  if (asked.openReason === null && dossiers.some(isOpen)) {
    throw new ErasureRefused('dossier-open', 'openReason');
  }
  const field = findPersonalField(asked, dossiers);
  if (field !== undefined) {
    throw new ErasureRefused(
      'invalid-input',
      field,
      'Ô này có tên hoặc số của người được xóa và sẽ còn mãi trong nhật ký. Hãy chỉ ghi số, ngày của văn bản và lý do chung.',
    );
  }
  // Confirmed by the number: it is the person that is meant, not one paper of theirs.
  const number = numberToFind(asked.confirmation);
  const wholePerson = dossiers.every((dossier) => numbersIn(dossier).applicant.includes(number));
  return { dossiers, ground, wholePerson };
}

function getLiving({ db }: ErasePorts, id: string): Dossier {
  const dossier = findDossier(db, id);
  if (dossier !== undefined) return dossier;
  throw new ErasureRefused(findErasedDossier(db, id) === undefined ? 'not-found' : 'erased');
}

/** One dossier is confirmed by a code of it or a number in it; several only by the number that all of them have. */
function isConfirmed(dossiers: readonly Dossier[], typed: string): boolean {
  const [only, ...others] = dossiers;
  const code = normaliseCode(typed);
  if (others.length === 0 && only?.codes.some((one) => normaliseCode(one.code) === code)) return true;
  const number = numberToFind(typed);
  return dossiers.every((dossier) => Object.values(numbersIn(dossier)).flat().includes(number));
}

/**
 * Erases one dossier in ONE transaction: the bodies and salts of every entry about it, its rows in the views, its
 * print orders, the drafts that were filled from it, where `wholePerson` also those with the applicant's number, and the
 * list of files that have to go afterwards. Returns the sentence why not, having written nothing.
 */
export function eraseOne(
  ports: ErasePorts,
  dossier: Dossier,
  by: { actor: string; ground: string; wholePerson: boolean },
): string | null {
  const { db, journal, papers } = ports;
  if (papers.isUnderWay(dossier.id)) {
    return 'Giấy của hồ sơ này đang được in hoặc ký nên chưa xóa. Hãy chờ xong rồi xóa lại.';
  }
  db.transaction((tx) => {
    const hashes = papers.forgetInTx(tx, dossier.id);
    const targets = journal.erasableOf(dossier.id);
    const { actor, ground } = by;
    const [entry] = journal.eraseBodyInTx(tx, { actor, ground, subject: dossier.id, targets });
    forgetDraftsFrom(tx, dossier.id);
    // What else is half entered for the person who stands at a counter now is another matter than one old dossier.
    if (by.wholePerson) forgetDraftsOf(tx, numbersIn(dossier).applicant);
    const position = String(entry?.position ?? 0);
    for (const name of hashes) insertCleanupInTx(tx, { kind: 'archive', name });
    for (const { code } of dossier.codes) insertCleanupInTx(tx, { kind: 'prints', name: code });
    for (const kind of ['copies', 'search', 'log'] as const) insertCleanupInTx(tx, { kind, name: position });
    tx.afterCommit(() => ports.onErased(dossier.id));
  });
  return null;
}

/**
 * Erases dossiers one after another and tells each; then waits until what they leave is removed. Whoever stops
 * listening, or closes the office, stops it between two dossiers; the cleaning goes on. Throws ErasureRefused before the
 * first step.
 */
export async function* eraseInSteps(
  ports: ErasePorts & { cleaner: Cleaner },
  asked: EraseDossiers,
  actor: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ErasureStep> {
  const { dossiers, ground, wholePerson } = planErasure(ports, asked);
  const total = dossiers.length;
  let erased = 0;
  let done = 0;
  try {
    for (const planned of dossiers) {
      if (signal?.aborted === true) break;
      // Whoever listens is told why by who closed it.
      if (ports.isClosing()) throw new Error('the office was closed during an erasure');
      // Read anew: others go on working while a long list is erased.
      const dossier = findDossier(ports.db, planned.id);
      const message =
        dossier === undefined
          ? 'Hồ sơ này vừa được xóa ở nơi khác.'
          : isOpen(dossier) && asked.openReason === null
            ? 'Hồ sơ này vừa được mở lại. Hãy ghi lý do phải xóa ngay.'
            : eraseOne(ports, dossier, {
                actor,
                ground: groundInWords(ground, asked, isOpen(dossier)),
                wholePerson,
              });
      done += 1;
      if (message === null) erased += 1;
      const outcome = message === null ? 'erased' : 'refused';
      yield { kind: 'dossier', id: planned.id, code: mainCodeOf(planned), outcome, message, done, total };
      await nextTurn();
    }
  } finally {
    if (erased > 0) void ports.cleaner.run();
  }
  yield { kind: 'cleaning' };
  const clean = await ports.cleaner.run();
  yield { kind: 'result', erased, refused: done - erased, clean, keptFolders: ports.keptFolders() };
}
