import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { migrations, openDatabase, sql } from '../index.ts';
import { migration } from './0186-copy-folders.ts';

let before: TemporaryDatabase;
beforeEach(() => {
  before = openTemporaryDatabase(migrations.filter(({ version }) => version < migration.version));
});
afterEach(() => before.remove());

it('of a copy that was made before nobody knows the folder', () => {
  before.db.transaction((tx) =>
    tx.run(sql`
      insert into copies (id, position, made_at, reason, place, dossiers, papers, bytes, last_position)
      values ('c1', 1, '2026-11-20T17:05:00.000+07:00', 'button', 'elsewhere', 1, 1, 1, 1)`),
  );
  const { file, key } = before;
  before.db.close();
  const db = openDatabase({ file, key, migrations });
  try {
    expect(db.all(sql`select id, place, folder from copies`)).toEqual([
      { id: 'c1', place: 'elsewhere', folder: null },
    ]);
  } finally {
    db.close();
  }
});
