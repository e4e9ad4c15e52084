import type { z } from 'zod';
import type { OutboxRow } from '#shared/contract/index.ts';
import { compareDossiers, type Dossier } from '#shared/dossier/index.ts';
import { conflictSettled, dossierCorrected } from '#shared/journal/index.ts';
import { findDossier, readRevisions } from '../dossiers/index.ts';
import { findEntryOf, type StoredEntry } from '../journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { type OutboxParts, rowOfSaid } from './outbox.ts';
import type { ExchangePorts } from './ports.ts';
import { ExchangeRefused } from './refused.ts';
import { type EntryName, findSaidOf, type Said } from './said-table.ts';
import { findDecision, findSettlement } from './settlements.ts';

/** One version of what stands in conflict. */
export type ConflictVersion = {
  station: string;
  seq: number;
  at: string;
  by: string;
  kind: string;
  here: boolean;
  /** Written under the station that writes here now. */
  own: boolean;
};

export type Conflict = {
  row: OutboxRow;
  ours: ConflictVersion;
  theirs: ConflictVersion | null;
  /** Which of them waits for a decision; the province holds to the other. */
  pending: 'ours' | 'theirs';
  differences: { label: string; ours: string; theirs: string }[];
  settled: { at: string; by: string; keep: 'ours' | 'theirs'; note: string } | null;
};

type Parts = ExchangePorts & OutboxParts;

/** Both versions of what stands in conflict. Throws `not-found` for an entry that does not. */
export function readConflict(parts: Parts, entry: EntryName): Conflict {
  const { said, row } = getConflict(parts, entry);
  const oursRef = said.ours ? said : said.against;
  const theirsRef = said.ours ? said.against : said;
  const settled = findDecision(parts.db, said);
  return {
    row,
    ours: versionOf(parts, oursRef ?? { ...entry, hash: '' }),
    theirs: theirsRef === null ? null : versionOf(parts, theirsRef),
    pending: said.ours ? 'ours' : 'theirs',
    differences: differencesOf(parts, said, row),
    settled:
      settled === undefined
        ? null
        : { at: settled.at, by: parts.nameOf(settled.actor), keep: settled.keep, note: settled.note },
  };
}

function getConflict(parts: Parts, entry: EntryName): { said: Said; row: OutboxRow } {
  const said = findSaidOf(parts.db, entry);
  if (said?.state !== 'conflict') throw new ExchangeRefused('not-found');
  return { said, row: rowOfSaid(parts, said) };
}

/** The entry of a reference where this database holds that very one. */
function findOf({ db }: Parts, { station, seq, hash }: EntryName): StoredEntry | undefined {
  const entry = findEntryOf(db, station, 'exchange', seq);
  return entry?.hash === hash ? entry : undefined;
}

function versionOf(parts: Parts, ref: EntryName): ConflictVersion {
  const entry = findOf(parts, ref);
  const { station, seq } = ref;
  // Another entry under a number of this station was written by a copy of it.
  if (entry === undefined) return { station, seq, at: '', by: '', kind: '', here: false, own: false };
  const { at, kind } = entry;
  return {
    station,
    seq,
    at,
    by: parts.nameOf(entry.actor),
    kind,
    here: true,
    own: station === parts.station,
  };
}

/** Field by field, where both are here and about a dossier. */
function differencesOf(parts: Parts, said: Said, row: OutboxRow): Conflict['differences'] {
  if (said.against === null) return [];
  const ours = dossierAfter(parts, findOf(parts, said));
  const theirs = dossierAfter(parts, findOf(parts, said.against));
  if (ours === undefined || theirs === undefined || row.subject === '') return [];
  return compareDossiers(theirs, ours).map(({ label, before, after }) => ({
    label: label.vi,
    ours: after,
    theirs: before,
  }));
}

/** The dossier as an entry made it. */
function dossierAfter({ journal, db }: Parts, entry: StoredEntry | undefined): Dossier | undefined {
  if (entry === undefined) return undefined;
  const revision = readRevisions(journal, entry.subject).revisions.find((one) => one.hash === entry.hash);
  return revision?.dossier ?? (revision === undefined ? findDossier(db, entry.subject) : undefined);
}

/**
 * A person says which version holds. Where ours does and is a correction, its content becomes a new correction on top of
 * the province's present revision; both entries stay. The same again changes nothing. Throws `not-found`.
 */
export function settleConflict(
  parts: Parts,
  asked: EntryName & { keep: 'ours' | 'theirs'; note: string; actor: string },
): void {
  const { said, row } = getConflict(parts, asked);
  const { station, seq, hash } = said;
  parts.db.transaction((tx) => {
    if (findDecision(tx, said) !== undefined) return;
    parts.journal.appendInTx(tx, {
      kind: conflictSettled,
      actor: asked.actor,
      subject: row.subject === '' ? parts.office.id : row.subject,
      body: { of: { station, seq, hash }, keep: asked.keep, note: asked.note },
    });
    if (asked.keep === 'ours' && said.ours) correctAgainInTx(parts, tx, said, asked);
    if (row.dossier !== null) {
      const { id } = row.dossier;
      tx.afterCommit(() => parts.onDossierChanged(id));
    }
  });
}

/**
 * Our content once more, based on what holds at the province: so it is right at both ends without anybody deciding
 * again. Only where the base was passed; in any other conflict the settled entry itself holds.
 */
function correctAgainInTx(
  { journal, nameOf }: Parts,
  tx: WritableDb,
  said: Said,
  { actor, note }: { actor: string; note: string },
): void {
  const ours = findEntryOf(tx, said.station, 'exchange', said.seq);
  if (ours?.kind !== dossierCorrected.kind || said.code !== 'stale-base' || said.against === null) return;
  const corrections = correctionsOf(journal, ours.subject);
  const body = corrections.find(({ hash }) => hash === ours.hash)?.body;
  if (body === undefined) return;
  const known = readRevisions(journal, ours.subject).revisions.find(
    ({ hash }) => hash === said.against?.hash,
  );
  // Where theirs is not here, it was written like ours on a base that both had.
  const basedOn = presentThere(tx, corrections, {
    revision: known?.revision ?? body.revision,
    hash: said.against.hash,
  });
  journal.appendInTx(tx, {
    kind: dossierCorrected,
    actor,
    subject: ours.subject,
    body: {
      ...body,
      revision: basedOn.revision + 1,
      basedOn,
      by: { id: actor, name: nameOf(actor) },
      reason: { code: 'other', label: 'Theo bản này sau khi đối chiếu với tỉnh', text: note },
      printed: false,
      request: { id: `settle-${ours.hash.slice(0, 32)}`, digest: ours.hash },
    },
  });
}

type Correction = EntryName & { body: z.output<typeof dossierCorrected.body> };

/** What can be read of the corrections of a dossier, oldest first. */
function correctionsOf(journal: Parts['journal'], id: string): Correction[] {
  return journal
    .history(id, { limit: 200 })
    .items.filter(({ entry, content }) => entry.kind === dossierCorrected.kind && content.state === 'known')
    .map(({ entry, content }) => {
      const { station, seq, hash } = entry;
      const body = dossierCorrected.body.parse(content.state === 'known' ? content.body : undefined);
      return { station, seq, hash, body };
    })
    .reverse();
}

/** The revision that the province has once it has what is on its way to it, told from the one it named. */
function presentThere(
  db: ReadableDb,
  corrections: readonly Correction[],
  named: { revision: number; hash: string },
): { revision: number; hash: string } {
  const holds = (entry: EntryName): boolean =>
    (findSaidOf(db, entry)?.state ?? 'accepted') === 'accepted' && findSettlement(db, entry) === undefined;
  // Each stands on an earlier entry, so this ends.
  let present = named;
  for (;;) {
    const next = corrections.find(({ body, ...entry }) => body.basedOn.hash === present.hash && holds(entry));
    if (next === undefined) return present;
    present = { revision: next.body.revision, hash: next.hash };
  }
}
