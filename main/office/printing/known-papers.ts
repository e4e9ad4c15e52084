import { z } from 'zod';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z.object({ id: z.string(), sha256: z.string(), title: z.string(), dossier_id: z.string() });
const ROWS_AT_ONCE = 500;

/** A printed paper as its file is looked for. */
export type KnownPaper = { id: string; sha256: string; title: string; dossierId: string };

/**
 * Every printed paper of any database, in pages: whether its file is there is asked of the archive. `beginning`: only
 * those whose hash begins so, for who cannot hold all of them at once; those that were erased begin with nothing.
 */
export function* knownPapers(db: ReadableDb, beginning = ''): Generator<KnownPaper[]> {
  for (let after = ''; ; ) {
    const rows = db
      .all(sql`
        select id, sha256, title, dossier_id from printed_papers
        where id > ${after} and substr(sha256, 1, ${beginning.length}) = ${beginning}
        order by id limit ${ROWS_AT_ONCE}`)
      .map((row) => Row.parse(row));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield rows.map(toPaper);
  }
}

/** A printed paper by its id; undefined where it is not there, or was erased. */
export function findKnownPaper(db: ReadableDb, id: string): KnownPaper | undefined {
  const row = db.find(sql`select id, sha256, title, dossier_id from printed_papers where id = ${id}`);
  return row === undefined ? undefined : toPaper(Row.parse(row));
}

function toPaper({ id, sha256, title, dossier_id }: z.output<typeof Row>): KnownPaper {
  return { id, sha256, title, dossierId: dossier_id };
}
