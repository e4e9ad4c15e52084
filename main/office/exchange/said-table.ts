import { z } from 'zod';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';

const EntryName = z.object({ station: z.string(), seq: z.int(), hash: z.string() });

/** Names one entry: under its number there may be two (P11). */
export type EntryName = z.output<typeof EntryName>;

const Row = z
  .object({
    station: z.string(),
    seq: z.int(),
    hash: z.string(),
    state: z.enum(['accepted', 'rejected', 'conflict']),
    ours: z.int(),
    n: z.int(),
    code: z.string(),
    message: z.string(),
    against: z.string().nullable(),
    said_at: z.string(),
    retry: z.enum(['none', 'wanted']),
  })
  .transform((row) => ({
    station: row.station,
    seq: row.seq,
    hash: row.hash,
    state: row.state,
    /** This database holds that very entry; otherwise another copy of the office wrote it. */
    ours: row.ours === 1,
    n: row.n,
    code: row.code,
    message: row.message,
    against: row.against === null ? null : EntryName.parse(JSON.parse(row.against)),
    saidAt: row.said_at,
    retrying: row.retry === 'wanted',
  }));

/** What the province said of one entry that it did not simply accept. */
export type Said = z.output<typeof Row>;

/** The statements, apart from their running, so that a test can look at their plans. */
export const saidQueries = {
  of: (station: string, seq: number): Sql => sql`
    select * from exchange_said where station = ${station} and seq = ${seq} order by hash`,
  between: (station: string, first: number, last: number): Sql => sql`
    select * from exchange_said where station = ${station} and seq between ${first} and ${last} order by seq`,
  inState: (state: string, limit: number): Sql => sql`
    select * from exchange_said where state = ${state} order by station, seq limit ${limit}`,
  oldest: (state: string, station: string): Sql => sql`
    select seq from exchange_said where state = ${state} and station = ${station} and ours = 1 order by seq limit 1`,
  back: (
    state: string,
    station: string,
    { from, to }: { from: number; to: number },
    limit: number,
  ): Sql => sql`
    select * from exchange_said
    where state = ${state} and station = ${station} and seq between ${from} and ${to} and ours = 1
    order by seq desc limit ${limit}`,
  others: (state: string, day: string | null, limit: number, skipped: number): Sql => sql`
    select * from exchange_said
    where state = ${state} and ours = 0 and (${day} is null or substr(said_at, 1, 10) = ${day})
    order by station, seq, hash limit ${limit} offset ${skipped}`,
  anyOfOthers: (): Sql => sql`
    select 1 from exchange_said where state in ('accepted', 'rejected', 'conflict') and ours = 0 limit 1`,
  count: (station: string, state: string, to: number): Sql => sql`
    select count(*) as count from exchange_said
    where state = ${state} and station = ${station} and seq <= ${to} and ours = 1`,
  countOfAccepted: (station: string, to: number): Sql => sql`
    select count(*) as count from exchange_said s
    where s.station = ${station} and s.seq <= ${to} and s.ours = 1 and s.seq <= (
      select a.last from exchange_accepted a where a.station = s.station and a.first <= s.seq
      order by a.first desc limit 1)`,
  openRejected: (): Sql => sql`
    select count(*) as count from exchange_said where state = 'rejected' and retry = 'none'`,
  openConflicts: (): Sql => sql`
    select count(*) as count from exchange_said s where s.state = 'conflict' and not exists (
      select 1 from conflict_settlements c
      where c.station = s.station and c.seq = s.seq and c.hash = s.hash)`,
  decidedConflicts: (): Sql => sql`
    select * from exchange_said s where s.state = 'conflict' and exists (
      select 1 from conflict_settlements c
      where c.station = s.station and c.seq = s.seq and c.hash = s.hash)`,
  retry: (): Sql => sql`select * from exchange_said where state = 'rejected' and retry = 'wanted' limit 1000`,
};

/** What was said of an entry; of ours first, where another copy of this office wrote another under its number. */
export function findSaid(db: ReadableDb, station: string, seq: number): Said | undefined {
  const rows = saidOf(db, station, seq);
  return rows.find((row) => row.ours) ?? rows[0];
}

/** What was said of this very entry. */
export function findSaidOf(db: ReadableDb, { station, seq, hash }: EntryName): Said | undefined {
  return saidOf(db, station, seq).find((row) => row.hash === hash);
}

/** Everything that was said under one number. */
export function saidOf(db: ReadableDb, station: string, seq: number): Said[] {
  return db.all(saidQueries.of(station, seq)).map((row) => Row.parse(row));
}

/** Of a stretch of one station, oldest first. */
export function saidBetween(db: ReadableDb, station: string, first: number, last: number): Said[] {
  return db.all(saidQueries.between(station, first, last)).map((row) => Row.parse(row));
}

/** The first that stand so now, at most `limit`. */
export function firstSaid(db: ReadableDb, state: 'rejected' | 'conflict', limit: number): Said[] {
  return db.all(saidQueries.inState(state, limit)).map((row) => Row.parse(row));
}

/** The oldest of our entries of a station that stands so. */
export function findOldestSaid(
  db: ReadableDb,
  state: 'rejected' | 'conflict',
  station: string,
): number | undefined {
  return (db.find(saidQueries.oldest(state, station)) as { seq: number } | undefined)?.seq;
}

/** Our entries of a stretch of a station that stand so, newest first. */
export function saidBack(
  db: ReadableDb,
  state: 'rejected' | 'conflict',
  station: string,
  stretch: { from: number; to: number },
  limit: number,
): Said[] {
  return db.all(saidQueries.back(state, station, stretch, limit)).map((row) => Row.parse(row));
}

/** What was said so of entries that another copy of this office wrote, after the first `skipped`; `day`: on that day. */
export function saidOfOthers(
  db: ReadableDb,
  state: 'rejected' | 'conflict',
  { day, limit, skipped }: { day: string | null; limit: number; skipped: number },
): Said[] {
  return db.all(saidQueries.others(state, day, limit, skipped)).map((row) => Row.parse(row));
}

/** Whether another copy of this office is known to have written, too. */
export function isSaidOfOthers(db: ReadableDb): boolean {
  return db.find(saidQueries.anyOfOthers()) !== undefined;
}

/** How many entries wait for a person: rejected without a new try, in conflict without a decision. */
export function countOpenSaid(db: ReadableDb): number {
  const counts = [saidQueries.openRejected(), saidQueries.openConflicts()].map(
    (query) => (db.one(query) as { count: number }).count,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** What is in conflict although a person decided: that is still to be heard, or came to nothing. */
export function decidedConflicts(db: ReadableDb): Said[] {
  return db.all(saidQueries.decidedConflicts()).map((row) => Row.parse(row));
}

/** How many of our entries of a station, up to one, stand so. */
export function countSaid(db: ReadableDb, station: string, state: Said['state'], to: number): number {
  return (db.one(saidQueries.count(station, state, to)) as { count: number }).count;
}

/** How many of ours lie in a range that was accepted as a whole, and were since said something of by themselves. */
export function countSaidOfAccepted(db: ReadableDb, station: string, to: number): number {
  return (db.one(saidQueries.countOfAccepted(station, to)) as { count: number }).count;
}

/** At most 1,000 rejected entries of which a new try is wanted. */
export function retriesWanted(db: ReadableDb): Said[] {
  return db.all(saidQueries.retry()).map((row) => Row.parse(row));
}

/** Keeps what was said; what was said of the entry before is no longer so. */
export function sayInTx(tx: WritableDb, said: Omit<Said, 'retrying'>): void {
  tx.run(sql`
    insert into exchange_said (station, seq, hash, state, ours, n, code, message, against, said_at, retry)
    values (${said.station}, ${said.seq}, ${said.hash}, ${said.state}, ${said.ours ? 1 : 0}, ${said.n},
      ${said.code}, ${said.message}, ${said.against === null ? null : JSON.stringify(said.against)},
      ${said.saidAt}, 'none')
    on conflict (station, seq, hash) do update set state = excluded.state, ours = excluded.ours, n = excluded.n,
      code = excluded.code, message = excluded.message, against = excluded.against, said_at = excluded.said_at,
      retry = 'none', asked = null`);
}

/** The entry is accepted after all. */
export function unsayInTx(tx: WritableDb, { station, seq, hash }: Said): void {
  tx.run(sql`delete from exchange_said where station = ${station} and seq = ${seq} and hash = ${hash}`);
}

/** What was said of an entry that has only come back by now: it is ours. */
export function ownInTx(tx: WritableDb, { station, seq, hash }: Said): void {
  tx.run(sql`
    update exchange_said set ours = 1 where station = ${station} and seq = ${seq} and hash = ${hash}`);
}

/** Has the province look again at what is rejected under a number. False where nothing is. */
export function wantRetryInTx(tx: WritableDb, station: string, seq: number): boolean {
  return (
    tx.run(sql`
      update exchange_said set retry = 'wanted', asked = null
      where station = ${station} and seq = ${seq} and state = 'rejected'`).changes > 0
  );
}

/** The new tries that are wanted now go with this parcel. */
export function noteRetriesAskedInTx(tx: WritableDb, parcel: number): void {
  tx.run(sql`
    update exchange_said set asked = ${parcel}
    where state = 'rejected' and retry = 'wanted' and asked is null`);
}

/** A parcel was answered: what it asked to be looked at anew was looked at. */
export function endRetriesInTx(tx: WritableDb, parcel: number): void {
  tx.run(sql`
    update exchange_said set retry = 'none', asked = null
    where state = 'rejected' and retry = 'wanted' and asked <= ${parcel}`);
}

/** Forgets everything: another province knows nothing of what this one said. */
export function forgetSaidInTx(tx: WritableDb): void {
  tx.run(sql`delete from exchange_said`);
}
