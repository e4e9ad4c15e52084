import { chainReturned } from '#shared/journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { defineProjector, on } from './projector.ts';

/**
 * Entries that the province gave back (P12): the `last - first + 1` that follow the entry at `position`. They keep the
 * times at which they were written, and so stand out of the order of time.
 */
export type ReturnedStretch = {
  readonly position: number;
  readonly station: string;
  readonly first: number;
  readonly last: number;
};

/** The last stretch that begins before a position; undefined where none does. */
export function findStretchBefore(db: ReadableDb, position: number): ReturnedStretch | undefined {
  return db.find(sql`
    select position, station, first, last from returned_stretches
    where position < ${position} order by position desc limit 1`) as ReturnedStretch | undefined;
}

/** Those behind a position, oldest first. */
export function stretchesAfter(db: ReadableDb, position: number): ReturnedStretch[] {
  return db.all(sql`
    select position, station, first, last from returned_stretches
    where position > ${position} order by position`) as ReturnedStretch[];
}

/** Whom or what the entries of these are about. */
export function subjectsOf(db: ReadableDb, stretches: readonly ReturnedStretch[]): Set<string> {
  return new Set(
    stretches.flatMap(({ position, first, last }) =>
      db
        .all(sql`
          select distinct subject from journal_entries
          where position between ${position + 1} and ${position + 1 + last - first}`)
        .map((row) => (row as { subject: string }).subject),
    ),
  );
}

/** Keeps `returned_stretches`. */
export const returnedStretchesProjector = defineProjector({
  name: 'returned-stretches',
  tables: ['returned_stretches'],
  on: [
    on(chainReturned, (tx, { position }, { station, first, last }) => {
      tx.run(sql`
        insert into returned_stretches (position, station, first, last)
        values (${position}, ${station}, ${first}, ${last})`);
    }),
  ],
});
