import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { migrations, openDatabase, sql } from '../index.ts';
import { migration } from './0210-lan.ts';

let before: TemporaryDatabase;
beforeEach(() => {
  before = openTemporaryDatabase(migrations.filter(({ version }) => version < migration.version));
});
afterEach(() => before.remove());

it('leaves an office of before closed to its LAN, without key and without devices', () => {
  const { file, key } = before;
  before.db.transaction((tx) =>
    tx.run(sql`
      insert into users (id, login, login_key, name, role, counter, active)
      values ('u1', 'ha', 'ha', 'Bùi Thu Hà', 'clerk', '', 1)`),
  );
  before.db.close();
  const db = openDatabase({ file, key, migrations });
  try {
    for (const rows of [
      db.all(sql`select 1 from lan_settings`),
      db.all(sql`select 1 from hall_devices`),
      db.all(sql`select 1 from hall_device_tokens`),
      db.all(sql`select 1 from lan_identity`),
    ]) {
      expect(rows).toEqual([]);
    }
    expect(db.all(sql`select name from users`)).toEqual([{ name: 'Bùi Thu Hà' }]);
  } finally {
    db.close();
  }
});
