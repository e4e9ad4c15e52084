import { z } from 'zod';
import { markOf } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { wordsQuery } from './search-expression.ts';

/** More than this nobody looks through; an office works with some hundred procedures and some ten people. */
const MOST_CHOICES = 500;

const Choice = z.object({
  procedure_code: z.string(),
  procedure_name: z.string(),
  clerk: z.string(),
  received_by: z.string(),
});
const WordRow = z.object({ word: z.string() });

/** What dossiers can be filtered by, each under its newest name, by name: procedures and people that occur in them. */
export function searchChoices(db: ReadableDb): {
  procedures: { code: string; name: string }[];
  clerks: { id: string; name: string }[];
} {
  // A slip about no procedure has a matter in the clerk's words, which is nothing to choose.
  const procedures = newestOfEach(db, 'procedure')
    .map((row) => ({ code: row.procedure_code, name: row.procedure_name }))
    .filter(({ code }) => code !== '');
  const clerks = newestOfEach(db, 'clerk').map((row) => ({ id: row.clerk, name: row.received_by }));
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'vi');
  return { procedures: procedures.sort(byName), clerks: clerks.sort(byName) };
}

/** The newest dossier of every mark of a kind: one look per mark, whatever the size. */
function newestOfEach(db: ReadableDb, kind: 'procedure' | 'clerk'): z.infer<typeof Choice>[] {
  return db.all(wordsQuery(markOf(kind, ''), MOST_CHOICES)).flatMap((value) => {
    const { word } = WordRow.parse(value);
    const row = db.find(sql`
      select d.procedure_code, d.procedure_name, d.received_by, d.document ->> '$.receivedBy.id' as clerk
      from dossier_search s cross join dossiers d on d.n = s.rowid
      where s.dossier_search match ${`"${word}"`} order by s.rowid desc limit 1`);
    return row === undefined ? [] : [Choice.parse(row)];
  });
}
