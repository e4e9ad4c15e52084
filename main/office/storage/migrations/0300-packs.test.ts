import { expect, it } from 'vitest';
import { sql } from '#office/storage/index.ts';
import { openTemporaryDatabase } from '#test/fixtures/database.ts';

it('a database has no packs at first, and each version of a kind once', () => {
  const t = openTemporaryDatabase();
  try {
    const announce = (sha256: string) =>
      t.db.transaction((tx) =>
        tx.run(sql`
          insert into packs_announced (kind, version, title, effective_from, sha256, bytes, noted_at)
          values ('calendar', 1, 'Lịch', '2027-01-01', ${sha256}, 1, '2026-11-22T08:00:00.000+07:00')`),
      );
    expect(t.db.all(sql`select * from packs_announced`)).toEqual([]);
    expect(t.db.all(sql`select * from packs_decided`)).toEqual([]);
    announce('a');
    expect(() => announce('b')).toThrow('UNIQUE');
  } finally {
    t.remove();
  }
});
