import { officeDate } from '#shared/base/index.ts';
import type { Sql } from '../store/index.ts';
import type { Spoken } from './verdicts-table.ts';

type Counts = { accepted: number; rejected: number; conflict: number };

/** Adds what was judged to the counts of the days on which the entries were written (P20). */
export async function countDays(tx: Sql, office: string, spoken: readonly Spoken[]): Promise<void> {
  const days = new Map<string, Counts>();
  for (const { at, before, judgement } of spoken) {
    const day = officeDate(at);
    const counts = days.get(day) ?? { accepted: 0, rejected: 0, conflict: 0 };
    counts[judgement.state] += 1;
    if (before !== null) counts[before] -= 1;
    days.set(day, counts);
  }
  const rows = [...days]
    .map(([day, counts]) => ({ day, ...counts }))
    .filter(({ accepted, rejected, conflict }) => accepted !== 0 || rejected !== 0 || conflict !== 0);
  if (rows.length === 0) return;
  await tx.query(
    `insert into day_counts as c (office, day, accepted, rejected, conflict)
     select $1, day, accepted, rejected, conflict
     from json_to_recordset($2::json) as d(day date, accepted integer, rejected integer, conflict integer)
     on conflict (office, day) do update set accepted = c.accepted + excluded.accepted,
       rejected = c.rejected + excluded.rejected, conflict = c.conflict + excluded.conflict`,
    [office, JSON.stringify(rows)],
  );
}
