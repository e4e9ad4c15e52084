import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations, openDatabase } from '#office/storage/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { openTestDrafts, seat } from '#test/fixtures/drafts.ts';
import { systemIds } from '#test/fixtures/office.ts';

const KILLS = 4;
let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase();
  t.db.close();
});
afterEach(() => t.remove());

/** Lets a process keep a growing draft until it has told of `saves`, kills it, returns the last it told. */
async function saveUntilKilled(requestId: string, saves: number): Promise<number> {
  const script = path.resolve(import.meta.dirname, '../../../test/fixtures/draft-loop.ts');
  const child = spawn(process.execPath, [script, t.file, Buffer.from(t.key).toString('hex'), requestId]);
  let told = '';
  let faults = '';
  child.stderr.on('data', (data: Buffer) => {
    faults += data.toString();
  });
  child.stdout.on('data', (data: Buffer) => {
    told += data.toString();
    if (told.split('\n').length > saves) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, name) => resolve(name)));
  expect([signal, faults]).toEqual(['SIGKILL', '']);
  return Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
}

it('a kill -9 loses nothing of a draft that was saved, and another counter is offered it', async () => {
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const requestId = systemIds.id();
    const told = await saveUntilKilled(requestId, kill * 13);
    const db = openDatabase({ file: t.file, key: t.key, migrations });
    try {
      const { drafts } = openTestDrafts(db, { now: () => Date.now() });
      const other = seat(systemIds.id(), 'Minh');
      expect(drafts.list(other, 'reception', null, () => false).offers[0]?.requestId).toBe(requestId);
      const draft = drafts.take(other, requestId);
      expect(draft?.edit).toBeGreaterThanOrEqual(told);
      expect(JSON.parse(draft?.form ?? '')).toEqual({
        text: `ký tự ${draft?.edit} ${'ă'.repeat((draft?.edit ?? 0) % 9_000)}`,
      });
    } finally {
      db.close();
    }
  }
});
