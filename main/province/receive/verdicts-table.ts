import type { Verdict } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import { reasonOf } from './entries-table.ts';
import type { EntryName, EntryState, Judgement } from './judge.ts';

/** A judgement of an entry, in the order in which it was made. `before`: the state it had; null for a new one. */
export type Spoken = { entry: EntryName; at: number; before: EntryState | null; judgement: Judgement };

type Row = {
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

/** Appends what is said to the office's list, accepted neighbours in one row. Returns the last number used. */
export async function insertVerdicts(
  tx: Sql,
  office: string,
  after: number,
  spoken: readonly Spoken[],
): Promise<number> {
  const rows = rowsOf(spoken).map((row, index) => ({ ...row, n: after + index + 1 }));
  if (rows.length === 0) return after;
  await tx.query(
    `insert into verdicts (office, n, station, seq, last_seq, state, hash, code, message, against)
     select $1, n, station, seq, last_seq, state, hash, code, message, against
     from json_to_recordset($2::json) as v(n bigint, station text, seq integer, last_seq integer, state text, hash text,
       code text, message text, against jsonb)`,
    [office, JSON.stringify(rows)],
  );
  return after + rows.length;
}

/** How many verdicts these judgements become. */
export function countVerdicts(spoken: readonly Spoken[]): number {
  return rowsOf(spoken).length;
}

function rowsOf(spoken: readonly Spoken[]): Omit<Row, 'n'>[] {
  const rows: Omit<Row, 'n'>[] = [];
  for (const { entry, judgement } of spoken) {
    const { station, seq, hash } = entry;
    const { state } = judgement;
    const last = rows.at(-1);
    if (
      state === 'accepted' &&
      last?.state === state &&
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
      ...(state === 'accepted' ? {} : { hash, ...reasonOf(judgement) }),
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
  const rows = await tx.query<Row>(
    `select n, station, seq, last_seq, state, hash, code, message, against from verdicts
     where office = $1 and n > $2 order by n limit $3`,
    [office, after, most + 1],
  );
  return { verdicts: rows.slice(0, most).map(verdictOf), more: rows.length > most };
}

function verdictOf({ n, station, seq, last_seq, state, hash, code, message, against }: Row): Verdict {
  if (state === 'accepted') return { state, n, station, from: seq, to: last_seq };
  return { state, n, station, seq, hash: hash ?? '', code: code ?? '', message: message ?? '', against };
}
