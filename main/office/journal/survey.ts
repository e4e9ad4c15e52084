import { officeTimestamp } from '#shared/base/index.ts';
import type { Chain } from '#shared/journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { allChains, lastPosition, readHead } from './entries-table.ts';

/** A chain with its key in this database and where it stands. */
export type SurveyedChain = {
  readonly id: number;
  readonly chain: Chain;
  readonly office: string;
  readonly station: string;
  readonly seq: number;
  readonly hash: string;
};

/** What a journal is, in a few lookups: enough to know another database as the same. */
export type JournalSurvey = {
  readonly chains: readonly SurveyedChain[];
  /** Position of the last entry; 0 when there is none. */
  readonly position: number;
  /** Office time of the last entry. */
  readonly latestAt: string | null;
};

export function surveyJournal(db: ReadableDb): JournalSurvey {
  const position = lastPosition(db);
  const last = db.find(sql`select at from journal_entries where position = ${position}`) as
    | { at: number }
    | undefined;
  return {
    chains: allChains(db).map((chain) => {
      const { seq, hash } = readHead(db, chain.id);
      return { ...chain, seq, hash };
    }),
    position,
    latestAt: last === undefined ? null : officeTimestamp(last.at),
  };
}

/**
 * Entries of a kind after a position, at most `most` of them; `last`: up to where was looked. Reads only the entries
 * in between.
 */
export function kindAfter(
  db: ReadableDb,
  kind: string,
  position: number,
  most: number,
): { count: number; last: number } {
  const rows = db.all(sql`
    select position from journal_entries where position > ${position} and kind = ${kind}
    order by position limit ${most}`) as { position: number }[];
  const full = rows.length === most;
  return { count: rows.length, last: full ? (rows.at(-1)?.position ?? position) : lastPosition(db) };
}
