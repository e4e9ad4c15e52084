import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { migrations, openDatabase, sql } from '../index.ts';
import type { WritableDb } from '../types.ts';
import { migration } from './0185-draft-kinds.ts';

let before: TemporaryDatabase;
beforeEach(() => {
  before = openTemporaryDatabase(migrations.filter(({ version }) => version < migration.version));
});
afterEach(() => before.remove());

function fillOld(tx: WritableDb, requestId: string): void {
  tx.run(sql`
    insert into drafts (request_id, window, station, holder, holder_name, counter, held_since, edit, saved_at,
                        applicant, procedure, form)
    values (${requestId}, 'w', 's', 'lan', 'Lan', 'Quầy 1', 1, 1, 1, 'An', '', '{}')`);
}

it('what was kept before is a form of the reception, and its seat may hold a line of certified copies besides', () => {
  before.db.transaction((tx) => fillOld(tx, 'r1'));
  const { file, key } = before;
  before.db.close();
  const db = openDatabase({ file, key, migrations });
  try {
    expect(db.all(sql`select request_id, kind, window from drafts`)).toEqual([
      { request_id: 'r1', kind: 'reception', window: 'w' },
    ]);
    expect(() => db.transaction((tx) => fillOld(tx, 'r2'))).toThrow(/UNIQUE/);
    const line = (kind: string) => (tx: WritableDb) =>
      tx.run(sql`
        insert into drafts (request_id, window, station, holder, holder_name, counter, held_since, edit, saved_at,
                            applicant, procedure, form, kind)
        values ('r3', 'w', 's', 'lan', 'Lan', 'Quầy 1', 1, 1, 1, 'An', '', '{}', ${kind})`);
    expect(() => db.transaction(line('other'))).toThrow(/CHECK/);
    expect(db.transaction(line('certify')).changes).toBe(1);
  } finally {
    db.close();
  }
});
