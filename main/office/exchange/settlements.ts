import { z } from 'zod';
import type { ExchangeCode } from '#shared/exchange/index.ts';
import { conflictSettled } from '#shared/journal/index.ts';
import { defineProjector, findEntryAt, on } from '../journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { findAccepted } from './accepted-table.ts';
import { type EntryName, findSaidOf } from './said-table.ts';
import { readStation } from './stations-table.ts';

const Row = z.object({
  position: z.int(),
  keep: z.enum(['ours', 'theirs']),
  note: z.string(),
  at: z.string(),
  actor: z.string(),
});

/** What a person decided of an entry, also where it came to nothing: the first of it. */
export function findSettlement(db: ReadableDb, of: EntryName): z.output<typeof Row> | undefined {
  return settlementsOf(db, of)[0];
}

/**
 * The decision about an entry in conflict that holds. One that came to nothing does not, and a person decides again: it was
 * written beside the chain, or the province carried it out and the entry is in another conflict since (`code`). Where it
 * was taken in and the conflict is still that of two under one number, the decision holds, whatever was heard of it.
 */
export function findDecision(
  db: ReadableDb,
  of: EntryName & { code: string },
): z.output<typeof Row> | undefined {
  return settlementsOf(db, of).find(({ position }) => {
    const entry = findEntryAt(db, position);
    if (entry === undefined || findSaidOf(db, entry) !== undefined) return false;
    return of.code === ('other-entry' satisfies ExchangeCode) || !isTakenIn(db, entry);
  });
}

function settlementsOf(db: ReadableDb, of: EntryName): z.output<typeof Row>[] {
  return db
    .all(sql`
      select position, keep, note, at, actor from conflict_settlements
      where station = ${of.station} and seq = ${of.seq} and hash = ${of.hash} order by position`)
    .map((row) => Row.parse(row));
}

function isTakenIn(db: ReadableDb, { station, seq }: EntryName): boolean {
  return seq <= readStation(db, station).agreedTo && findAccepted(db, station, seq) !== undefined;
}

/** Keeps `conflict_settlements`. After an erasure who decided what stays, without the note. */
export const settlementsProjector = defineProjector({
  name: 'conflict-settlements',
  tables: ['conflict_settlements'],
  on: [
    on(
      conflictSettled,
      (tx, { position, at, actor }, { of, keep, note }) => {
        tx.run(sql`
          insert into conflict_settlements (position, station, seq, hash, keep, note, at, actor)
          values (${position}, ${of.station}, ${of.seq}, ${of.hash}, ${keep}, ${note}, ${at}, ${actor})
          on conflict (position) do nothing`);
      },
      (tx, { position, at, actor }, { of, keep }) => {
        tx.run(sql`
          insert into conflict_settlements (position, station, seq, hash, keep, note, at, actor)
          values (${position}, ${of.station}, ${of.seq}, ${of.hash}, ${keep}, '', ${at}, ${actor})
          on conflict (position) do update set note = ''`);
      },
    ),
  ],
  // Its rows have no name to forget; the erased entry is applied again, and takes the note away.
  forget: () => undefined,
});
