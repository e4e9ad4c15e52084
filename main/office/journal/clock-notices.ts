import { z } from 'zod';
import { ClockTrouble, clockNoticed } from '#shared/journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { defineProjector, on } from './projector.ts';

const Row = z
  .object({
    position: z.int(),
    at: z.string(),
    trouble: ClockTrouble.nullable(),
    trusted: z.int(),
    told_by: z.enum(['clock', 'person']),
    actor: z.string(),
  })
  .transform((row) => ({
    position: row.position,
    at: row.at,
    trouble: row.trouble,
    trusted: row.trusted,
    toldBy: row.told_by,
    actor: row.actor,
  }));

/** Trouble with the clock began or (null) ended at this entry. */
export type ClockNotice = z.output<typeof Row>;

/** A stretch of the journal written while the clock was in doubt: `from` ≤ position < `to` (null: it lasts). */
export type ClockSpan = {
  readonly trouble: ClockTrouble;
  readonly from: number;
  readonly to: number | null;
  /** Wall clock when it was noticed and when it ended, as the clock had it. */
  readonly beganAt: string;
  readonly endedAt: string | null;
  /** Who said that the clock is right, where a person did. */
  readonly endedBy: string | null;
};

export function findLatestNotice(db: ReadableDb): ClockNotice | undefined {
  const row = db.find(sql`select * from clock_notices order by position desc limit 1`);
  return row === undefined ? undefined : Row.parse(row);
}

/** All stretches in doubt, newest first. */
export function clockSpans(db: ReadableDb): ClockSpan[] {
  const notices = db.all(sql`select * from clock_notices order by position`).map((row) => Row.parse(row));
  return notices
    .flatMap((notice, index) => {
      if (notice.trouble === null) return [];
      const end = notices[index + 1];
      return {
        trouble: notice.trouble,
        from: notice.position,
        to: end?.position ?? null,
        beganAt: notice.at,
        endedAt: end?.at ?? null,
        endedBy: end?.toldBy === 'person' ? end.actor : null,
      };
    })
    .reverse();
}

/** Keeps `clock_notices`. */
export const clockNoticesProjector = defineProjector({
  name: 'clock-notices',
  tables: ['clock_notices'],
  on: [
    on(clockNoticed, (tx, entry, body) => {
      tx.run(sql`
        insert into clock_notices (position, at, trouble, trusted, told_by, actor)
        values (${entry.position}, ${entry.at}, ${body.trouble}, ${body.trusted}, ${body.toldBy}, ${entry.actor})`);
    }),
  ],
});
