import { z } from 'zod';
import { serialsFrozen, serialsReleased } from '#shared/journal/index.ts';
import { type Handler, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { noteSerialInTx } from './serials.ts';

const FreezeRow = z.object({ at: z.string(), reason: serialsFrozen.body.shape.reason });
const ReleaseRow = z
  .object({ at: z.string(), actor: z.string(), document: z.string() })
  .transform(({ at, actor, document }) => ({
    at,
    actor,
    ...serialsReleased.body.parse(JSON.parse(document)),
  }));

/** A freeze that nobody has released yet. */
export type Freeze = z.output<typeof FreezeRow>;
/** Who confirmed which last code, and when. */
export type Release = z.output<typeof ReleaseRow>;

/** Why no number of the ranges may be given: all days are frozen, or that day lies before a confirmed code. */
export type NumberHold = 'frozen' | 'closed-day';

/** Whether numbers of a day (`YYYY-MM-DD`) may be given; undefined: they may. */
export function findNumberHold(db: ReadableDb, day: string): NumberHold | undefined {
  if (findFreeze(db) !== undefined) return 'frozen';
  const later = db.find(sql`select 1 from serial_releases where day > ${day} limit 1`);
  return later === undefined ? undefined : 'closed-day';
}

/** The latest freeze that is not released. */
export function findFreeze(db: ReadableDb): Freeze | undefined {
  const row = db.find(sql`
    select at, reason from serial_freezes where released is null order by position desc limit 1`);
  return row === undefined ? undefined : FreezeRow.parse(row);
}

/** All confirmations, newest first. */
export function allReleases(db: ReadableDb): Release[] {
  return db
    .all(sql`select at, actor, document from serial_releases order by position desc limit 200`)
    .map((row) => ReleaseRow.parse(row));
}

/**
 * Whether lines of the office's own volume of that year (`YYYY`) may have been used by another copy: numbers were in doubt
 * in that year or until a later one. As long as nobody has confirmed the last code, another copy may go on.
 */
export function findRegisterDoubt(db: ReadableDb, year: string): boolean {
  const doubt = db.find(sql`
    select 1 from serial_freezes f left join serial_releases r on r.position = f.released
    where f.at >= ${year} or f.from_day >= ${year} or f.released is null or r.at >= ${year} limit 1`);
  return doubt !== undefined;
}

/** For the projector of this room: one owner for the serials used. */
export const freezeHandlers: readonly Handler[] = [
  on(serialsFrozen, (tx, entry, body) => {
    tx.run(sql`
      insert into serial_freezes (position, at, reason, from_day)
      values (${entry.position}, ${entry.at}, ${body.reason}, ${body.fromDay})`);
    for (const used of body.known) noteSerialInTx(tx, used.agencyCode, used.day, used.number);
  }),
  on(serialsReleased, (tx, entry, body) => {
    releaseInTx(tx, entry.position);
    tx.run(sql`
      insert into serial_releases (position, at, actor, day, document)
      values (${entry.position}, ${entry.at}, ${entry.actor}, ${body.last?.day ?? null}, ${JSON.stringify(body)})`);
    if (body.last !== null) noteSerialInTx(tx, body.last.agencyCode, body.last.day, body.last.number);
  }),
];

function releaseInTx(tx: WritableDb, position: number): void {
  tx.run(sql`update serial_freezes set released = ${position} where released is null`);
}
