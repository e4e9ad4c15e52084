import type { Verdict } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import { reasonOf } from './entries-table.ts';
import type { EntryName, EntryState, Judgement } from './judge.ts';

/** A judgement of an entry, in the order in which it was made. `before`: the state it had; null for a new one. */
export type Spoken = { entry: EntryName; at: number; before: EntryState | null; judgement: Judgement };

/** A row of an office's list. */
export type VerdictRow = {
  n: number;
  station: string;
  seq: number;
  last_seq: number;
  state: EntryState;
  hash: string | null;
  code: string | null;
  message: string | null;
  against: EntryName | null;
};

/**
 * What is said as rows of the office's list, numbered after the last one; neighbours that were accepted as they came are in
 * one row. What stood otherwise before is named by its hash: there may be two under its number (P11).
 */
export function verdictRows(after: number, spoken: readonly Spoken[]): VerdictRow[] {
  return rowsOf(spoken).map((row, index) => ({ ...row, n: after + index + 1 }));
}

function rowsOf(spoken: readonly Spoken[]): Omit<VerdictRow, 'n'>[] {
  const rows: Omit<VerdictRow, 'n'>[] = [];
  for (const { entry, before, judgement } of spoken) {
    const { station, seq, hash } = entry;
    const { state } = judgement;
    const last = rows.at(-1);
    if (
      state === 'accepted' &&
      before === null &&
      last?.state === state &&
      last.hash === null &&
      last.station === station &&
      last.last_seq === seq - 1
    ) {
      last.last_seq = seq;
      continue;
    }
    const none = { hash: null, code: null, message: null, against: null };
    rows.push({
      station,
      seq,
      last_seq: seq,
      state,
      ...none,
      ...(before === null && state === 'accepted' ? {} : { hash }),
      ...(state === 'accepted' ? {} : reasonOf(judgement)),
    });
  }
  return rows;
}

/** The verdicts after a number, at most so many, and whether there are more. */
export async function readFeed(
  tx: Sql,
  office: string,
  after: number,
  most: number,
): Promise<{ verdicts: Verdict[]; more: boolean }> {
  const rows = await tx.query<VerdictRow>(
    `select n, station, seq, last_seq, state, hash, code, message, against from verdicts
     where office = $1 and n > $2 order by n limit $3`,
    [office, after, most + 1],
  );
  return { verdicts: rows.slice(0, most).map(verdictOf), more: rows.length > most };
}

/** A row as the office is told it. */
export function verdictOf({
  n,
  station,
  seq,
  last_seq,
  state,
  hash,
  code,
  message,
  against,
}: VerdictRow): Verdict {
  if (state === 'accepted')
    return { state, n, station, from: seq, to: last_seq, ...(hash === null ? {} : { hash }) };
  return { state, n, station, seq, hash: hash ?? '', code: code ?? '', message: message ?? '', against };
}
