import { afterEach, beforeEach, expect, it } from 'vitest';
import { receiveDossier } from '#office/dossiers/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { slipAt } from '#test/fixtures/slips.ts';
import { type Database, migrations, openDatabase, sql } from '../index.ts';
import { migration } from './0180-row-members.ts';

let before: TemporaryDatabase;
let present: TemporaryDatabase;
beforeEach(() => {
  before = openTemporaryDatabase(migrations.filter(({ version }) => version < migration.version));
  present = openTemporaryDatabase();
});
afterEach(() => {
  before.remove();
  present.remove();
});

type Row = Record<string, string | number | null> & { document: string };
const rowsOf = (db: Database) => db.all(sql`select * from dossiers order by n`) as Row[];

it('gives what was received before the same rows as what is received now, and slips their numbers', () => {
  const desk = receptionDesk(present.db);
  const handed = { originals: 1, copies: 1, handling: 'submit' as const };
  const papers = ['p1', 'p2'].map((requirementId) => ({ requirementId, name: requirementId, ...handed }));
  const receive = (overrides: Partial<ReceiveDossier>) =>
    receiveDossier(desk.ports, exampleReception(overrides), { id: 'u1', name: 'Bùi Thu Hà' });
  receive({ papers: [] });
  const slip = slipAt(desk);
  receive({ follows: slip.id, atOnce: true, papers });
  slipAt(desk);
  const rows = rowsOf(present.db);
  expect(rows.map(({ followed, at_once, missing }) => [followed, at_once, missing])).toEqual([
    [0, 0, 2],
    [1, 0, 1],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  expect(rows.map(({ fee_amount }) => fee_amount)).toEqual([8000, 0, 8000, 0]);

  before.db.transaction((tx) => {
    for (const row of rows) {
      const { due } = JSON.parse(row.document);
      const cell = (name: string) => row[name] ?? null;
      const n = cell('n');
      tx.run(sql`
        insert into dossiers (n, id, code, state, received_at, due_at, applicant_name, id_number, phone, procedure_code,
                              procedure_name, received_by, request_id, request_digest, visit, slip, follows, document)
        values (${n}, ${cell('id')}, ${cell('code')}, ${cell('state')}, ${cell('received_at')}, ${due?.at ?? ''},
                ${cell('applicant_name')}, ${cell('id_number')}, ${cell('phone')}, ${cell('procedure_code')},
                ${cell('procedure_name')}, ${cell('received_by')}, ${cell('request_id')}, ${cell('request_digest')},
                ${cell('visit')}, ${cell('slip')}, ${cell('follows')}, ${row.document})`);
      tx.run(sql`insert into dossier_search (rowid, terms) values (${n}, 'old words')`);
    }
  });
  const { file, key } = before;
  before.db.close();
  const db = openDatabase({ file, key, migrations });
  try {
    expect(rowsOf(db)).toEqual(rows);
    const found = (one: Database) =>
      one.all(sql`select rowid as n from dossier_search where dossier_search match '"____g2026_2"'`);
    expect(found(db)).toEqual([{ n: rows[3]?.['n'] }]);
    expect(found(db)).toEqual(found(present.db));
  } finally {
    db.close();
  }
});
