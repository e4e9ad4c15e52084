import { expect, it } from 'vitest';
import { sql } from '#office/storage/index.ts';
import { tables } from '#shared/journal/index.ts';
import { openTemporaryDatabase } from '#test/fixtures/database.ts';

it('J17 the list in shared/journal names every table of the database, with its role and reason', () => {
  const t = openTemporaryDatabase();
  try {
    const rows = t.db.all(sql`
      select name, type from pragma_table_list where schema = 'main' and type <> 'shadow' and name not like 'sqlite_%'
      order by name`) as { name: string; type: string }[];
    expect(tables.map((entry) => entry.table).sort()).toEqual(rows.map((row) => row.name));
    for (const entry of tables) {
      expect(entry.reason.length, entry.table).toBeGreaterThan(5);
      const virtual = rows.find((row) => row.name === entry.table)?.type === 'virtual';
      expect(entry.form === 'fts', `${entry.table}: form fts`).toBe(virtual);
    }
  } finally {
    t.remove();
  }
});
