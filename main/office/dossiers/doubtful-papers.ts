import { z } from 'zod';
import type { DoubtfulPaper } from '#shared/contract/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z
  .object({
    id: z.string(),
    code: z.string(),
    kind: z.enum(['dossier', 'paper']),
    title: z.string(),
    at: z.string(),
  })
  .transform(({ id, ...row }): DoubtfulPaper => ({ dossierId: id, ...row }));

/**
 * What was received or printed in stretches of the journal (`from` ≤ position < `to`), newest first: dossiers by the
 * position of their reception, papers by that of their last print. At most `limit`.
 */
export function doubtfulPapers(
  db: ReadableDb,
  spans: readonly { from: number; to: number | null }[],
  limit: number,
): DoubtfulPaper[] {
  const found: DoubtfulPaper[] = [];
  for (const { from, to } of spans) {
    if (found.length >= limit) break;
    const end = to ?? Number.MAX_SAFE_INTEGER;
    const rows = db.all(sql`
      select n as position, id, code, 'dossier' as kind, procedure_name as title, received_at as at
      from dossiers where n >= ${from} and n < ${end}
      union all
      select p.position, p.dossier_id, d.code, 'paper', p.title, p.printed_at
      from printed_papers p join dossiers d on d.id = p.dossier_id
      where p.position >= ${from} and p.position < ${end}
      order by 1 desc limit ${limit - found.length}`);
    found.push(...rows.map((row) => Row.parse(row)));
  }
  return found;
}
