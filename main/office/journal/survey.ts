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

/** How many entries of a kind lie after a position; looks only at those. */
export function countKindAfter(db: ReadableDb, kind: string, position: number): number {
  const row = db.one(sql`
    select count(*) as n from journal_entries where position > ${position} and kind = ${kind}`);
  return (row as { n: number }).n;
}
