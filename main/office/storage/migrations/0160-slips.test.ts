import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { type Database, migrations, openDatabase, sql } from '../index.ts';
import { migration } from './0160-slips.ts';

let before: TemporaryDatabase;
beforeEach(() => {
  before = openTemporaryDatabase(migrations.filter(({ version }) => version < migration.version));
});
afterEach(() => before.remove());

/** A dossier of the release before, with so many people in whose name it is, and its print order. */
function fillOld(db: Database, n: number, people: number): void {
  db.transaction((tx) => {
    tx.run(sql`
      insert into dossiers (n, id, code, state, received_at, due_at, applicant_name, procedure_code, procedure_name,
                            received_by, request_id, request_digest, document)
      values (${n}, ${`d${n}`}, ${`c${n}`}, 'received', '2026-11-20', '2026-11-30T17:00', 'An', 'p', 'P', 'Hà',
              ${`r${n}`}, 'd', '{}')`);
    for (let place = 0; place < people; place += 1) {
      tx.run(sql`
        insert into dossier_applicants (dossier_n, place, name, name_key, procedure_code, open)
        values (${n}, ${place}, 'An', 'an', 'p', 1)`);
    }
    tx.run(sql`
      insert into print_jobs (id, station, dossier_id, paper, title, code, actor, printer_id, printer_name, layout,
        copies, reprint, state, attempts, created_at, expires_at)
      values (${`j${n}`}, 's', ${`d${n}`}, 'receipt', 't', 'c', 'a', 'p', 'p', 'a5', 1, 0, 'printed', 1, 1, 2)`);
  });
}

it('counts co-applicants of what was received before, keeps every print order, and takes those of slips', () => {
  fillOld(before.db, 1, 1);
  fillOld(before.db, 2, 3);
  const { file, key } = before;
  before.db.close();
  const db = openDatabase({ file, key, migrations });
  try {
    expect(db.all(sql`select others, slip, follows from dossiers order by n`)).toEqual([
      { others: 0, slip: null, follows: null },
      { others: 2, slip: null, follows: null },
    ]);
    expect(db.all(sql`select id, paper, state from print_jobs order by n`)).toEqual([
      { id: 'j1', paper: 'receipt', state: 'printed' },
      { id: 'j2', paper: 'receipt', state: 'printed' },
    ]);
    const rename = (paper: string) =>
      db.transaction((tx) => tx.runOne(sql`update print_jobs set paper = ${paper} where id = 'j1'`));
    rename('supplement-slip');
    expect(() => rename('poster')).toThrow(/CHECK/);
  } finally {
    db.close();
  }
});
