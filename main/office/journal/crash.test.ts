import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, sql } from '#office/storage/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import {
  createTestClock,
  createTestIds,
  openTemporaryDatabase,
  type TemporaryDatabase,
} from '#test/fixtures/database.ts';
import {
  clubMigrations,
  clubTables,
  courtSwept,
  courts,
  memberJoined,
  members,
  racketLent,
  TEST_START,
} from '#test/fixtures/journal.ts';
import { createJournal } from './index.ts';

const KILLS = 6;
let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase(clubMigrations);
  t.db.close();
});
afterEach(() => t.remove());

/** Lets a writer commit until it has told of `commits`, kills it in the middle of its work, returns the last told. */
async function writeUntilKilled(commits: number): Promise<number> {
  const script = path.resolve(import.meta.dirname, '../../../test/fixtures/append-loop.ts');
  const child = spawn(process.execPath, [script, t.file, Buffer.from(t.key).toString('hex')]);
  let told = '';
  let faults = '';
  child.stderr.on('data', (data: Buffer) => {
    faults += data.toString();
  });
  child.stdout.on('data', (data: Buffer) => {
    told += data.toString();
    if (told.split('\n').length > commits) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, name) => resolve(name)));
  expect([signal, faults]).toEqual(['SIGKILL', '']);
  // The last line may be cut off: only whole ones were told.
  return Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
}

it('J2 J9 a kill -9 among commits loses nothing that was told, and leaves whole transactions', async () => {
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const told = await writeUntilKilled(kill * 7);
    const db = openDatabase({ file: t.file, key: t.key, migrations: clubMigrations });
    try {
      const journal = createJournal({
        db,
        kinds: [...entryKinds, memberJoined, racketLent, courtSwept],
        projectors: [members, courts],
        identity: { office: 'office-1', station: 'station-1' },
        clock: createTestClock(TEST_START),
        ids: createTestIds(),
        tables: clubTables,
      });
      const [exchange, local] = journal.heads();
      expect(exchange?.seq).toBeGreaterThanOrEqual(told);
      expect(exchange?.seq).toBe((local?.seq ?? 0) * 2);
      expect(await journal.verify()).toMatchObject({ state: 'intact' });
      const before = journal.viewDigests();
      expect(journal.rebuild().finished).toBe(true);
      expect(journal.viewDigests()).toEqual(before);
      expect(db.one(sql`select count(*) as n from members`)).toEqual({ n: local?.seq });
    } finally {
      db.close();
    }
  }
});
