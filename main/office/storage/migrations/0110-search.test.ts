import { afterEach, beforeEach, expect, it } from 'vitest';
import { searchDossiers } from '#office/dossiers/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { person } from '#test/fixtures/people.ts';
import { type Database, migrations, openDatabase, sql } from '../index.ts';
import { migration } from './0110-search.ts';

const COUNT = 1_100;
let before: TemporaryDatabase;
beforeEach(() => {
  before = openTemporaryDatabase(migrations.filter(({ version }) => version < migration.version));
});
afterEach(() => {
  before.remove();
});

/** Documents as the office writes them, under one id each; the index as the version before had it, with other words. */
function fillOld(db: Database, documents: readonly { id: string; document: string }[]): void {
  db.transaction((tx) => {
    for (const [index, { id, document }] of documents.entries()) {
      const n = 3 * index + 1;
      const { codes, applicant, receivedAt, due, procedure, receivedBy } = JSON.parse(document);
      tx.run(sql`
        insert into dossiers (n, id, code, state, received_at, due_at, applicant_name, id_number, phone, procedure_code,
                              procedure_name, received_by, request_id, request_digest, document)
        values (${n}, ${id}, ${codes[0].code}, 'received', ${receivedAt}, ${due.at}, ${applicant.name},
                ${applicant.idNumber}, ${applicant.phone}, ${procedure.code}, ${procedure.name}, ${receivedBy.name},
                ${id}, 'd', ${document})`);
      tx.run(sql`insert into dossier_search (rowid, name) values (${n}, 'old words')`);
    }
  });
}

it('finds by the new index what was received before, and keeps a copy of the database as it was', () => {
  const { applicant } = exampleReception();
  const documents = Array.from({ length: COUNT }, (_, index) => {
    const who = person(3, index);
    return { id: `d${index}`, name: who.name, phone: who.phone, address: who.address };
  }).map(({ id, ...who }, index) => ({
    id,
    document: JSON.stringify({
      id,
      state: 'received',
      codes: [
        {
          code: `H44.152-2611${String(2 + (index % 20)).padStart(2, '0')}-${String(index).padStart(4, '0')}`,
          kind: 'own',
        },
      ],
      applicant: { ...applicant, ...who },
      filer: null,
      procedure: { code: '2.000815', name: 'Chứng thực bản sao', field: '', caseId: 'c', caseName: '' },
      channel: 'counter',
      delivery: { way: 'counter', address: null },
      note: '',
      receivedAt: `2026-11-${String(2 + (index % 20)).padStart(2, '0')}T08:00:00.000+07:00`,
      due: { at: '2026-11-30T17:00' },
      receivedBy: { id: 'u1', name: 'Bùi Thu Hà' },
    }),
  }));
  fillOld(before.db, documents);
  before.db.close();
  const copies: string[] = [];
  const db = openDatabase({
    file: before.file,
    key: before.key,
    migrations,
    onBackup: (copy) => void copies.push(copy),
  });
  try {
    expect(copies).toHaveLength(1);
    const ids = (query: string) =>
      searchDossiers(db, query, { cursor: null, limit: 100 }, Date.parse('2026-11-21')).rows.map(
        ({ id }) => id,
      );
    const last = person(3, COUNT - 1);
    expect(ids(`${last.name} ${last.phone}`)).toEqual([`d${COUNT - 1}`]);
    expect(ids('0007')).toContain('d7');
    expect(ids('old')).toEqual([]);
    expect(ids('chung thuc')).toHaveLength(100);
    expect(ids('chung thuc')[0]).toBe(`d${COUNT - 1}`);
    expect(ids('ngày 3/11/2026')).toHaveLength(COUNT / 20);
    expect(
      db.all(sql`select day, first_n, last_n from dossier_days where day < '2026-11-04' order by day`),
    ).toEqual([
      { day: '2026-11-02', first_n: 1, last_n: 3 * (COUNT - 20) + 1 },
      { day: '2026-11-03', first_n: 4, last_n: 3 * (COUNT - 19) + 1 },
    ]);
  } finally {
    db.close();
  }
});
