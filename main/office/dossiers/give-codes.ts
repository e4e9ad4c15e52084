import { z } from 'zod';
import type { Clock } from '#shared/base/index.ts';
import type { OfficeProfile } from '#shared/contract/index.ts';
import { Dossier, type DossierCodeFormat, normaliseCode } from '#shared/dossier/index.ts';
import { dossierCodeGiven } from '#shared/journal/index.ts';
import { type Handler, type Journal, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { mainCodeOf, updateDossierInTx } from './dossiers-table.ts';
import { findNumberHold } from './freezes-table.ts';
import { findNextCode } from './next-code.ts';
import { type Numbering, noteSerialInTx } from './serials.ts';

const PendingRow = z.object({ id: z.string(), received_at: z.string() });
const DocumentRow = z.object({ n: z.int(), document: z.string() });
const CountRow = z.object({ count: z.int() });

export type NumberingPorts = {
  journal: Journal;
  clock: Clock;
  profile: OfficeProfile;
  /** The station that writes now: leases are bound to it. */
  station: string;
  codeFormats: readonly DossierCodeFormat[];
};

/** How many dossiers have a provisional code and none of the office's own yet; those cancelled need none. */
export function countProvisional(db: ReadableDb): number {
  return CountRow.parse(
    db.one(sql`
      select count(*) as count from dossier_codes p
      where p.kind = 'provisional' and not exists
        (select 1 from dossier_codes o where o.dossier_n = p.dossier_n and o.kind = 'own')
        and exists (select 1 from dossiers d where d.n = p.dossier_n and d.cancelled_at is null)`),
  ).count;
}

/**
 * Gives every dossier received under a provisional code its own, in the order of reception and with a number of its
 * day of reception. Dossiers of a day whose numbers are not known any more keep the provisional code. Returns how many
 * got one and the codes in order.
 */
export function giveCodesInTx(tx: WritableDb, ports: NumberingPorts, actor: string): string[] {
  const { profile, station } = ports;
  const given: string[] = [];
  for (const { id, day } of waitingForCode(tx)) {
    if (findNumberHold(tx, station, day) !== undefined) continue;
    const next = findNextCode(tx, ports.codeFormats, { ...profile, station }, day);
    if (!next.ok) continue;
    const { code, serial } = next.value;
    ports.journal.appendInTx(tx, { kind: dossierCodeGiven, actor, subject: id, body: { code, serial } });
    given.push(code);
  }
  return given;
}

/** Dossiers that have a provisional code only, in the order of reception, with their day. */
function waitingForCode(db: ReadableDb): { id: string; day: string }[] {
  return db
    .all(sql`
      select d.id, d.received_at from dossier_codes p join dossiers d on d.n = p.dossier_n
      where p.kind = 'provisional' and d.cancelled_at is null and not exists
        (select 1 from dossier_codes o where o.dossier_n = p.dossier_n and o.kind = 'own')
      order by d.n`)
    .map((row) => {
      const { id, received_at } = PendingRow.parse(row);
      return { id, day: received_at.slice(0, 10) };
    });
}

/** The first day (`YYYY-MM-DD`) whose dossiers wait for a number and may have one; null: none waits. */
export function firstDayWithoutCode(db: ReadableDb, { station }: Numbering): string | null {
  const days = [...new Set(waitingForCode(db).map(({ day }) => day))].sort();
  return days.find((day) => findNumberHold(db, station, day) !== 'closed-day') ?? null;
}

/** For the projector of this room. */
export const codeHandlers: readonly Handler[] = [
  on(
    dossierCodeGiven,
    (tx, entry, body) => {
      noteSerialInTx(tx, body.serial.agencyCode, body.serial.day, body.serial.number);
      addCodeInTx(tx, entry.subject, body.code);
    },
    (tx, entry, kept) => {
      noteSerialInTx(tx, kept.serial.agencyCode, kept.serial.day, kept.serial.number);
      addErasedCodeInTx(tx, entry.subject, kept.code);
    },
  ),
];

function addCodeInTx(tx: WritableDb, id: string, code: string): void {
  const found = tx.find(sql`select n, document from dossiers where id = ${id}`);
  if (found === undefined) return;
  const { n, document } = DocumentRow.parse(found);
  const before = Dossier.parse(JSON.parse(document));
  const dossier: Dossier = { ...before, codes: [...before.codes, { code, kind: 'own' }] };
  tx.runOne(sql`update dossiers set code = ${mainCodeOf(dossier)} where n = ${n}`);
  tx.run(sql`
    insert into dossier_codes (code_key, code, kind, dossier_n) values (${normaliseCode(code)}, ${code}, 'own', ${n})`);
  updateDossierInTx(tx, n, dossier);
}

function addErasedCodeInTx(tx: WritableDb, id: string, code: string): void {
  tx.run(sql`
    insert into erased_codes (code_key, code, kind, dossier_n)
    select ${normaliseCode(code)}, ${code}, 'own', n from erased_dossiers where id = ${id}`);
  tx.run(sql`update erased_dossiers set code = ${code} where id = ${id}`);
}
