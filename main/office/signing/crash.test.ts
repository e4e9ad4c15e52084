import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations, openDatabase } from '#office/storage/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { bareActor, openBareSigning } from '#test/fixtures/signing-bare.ts';
import { sharedSigningPki } from '#test/fixtures/signing-pki.ts';

const FILES = 60;
const script = path.resolve(import.meta.dirname, '../../../test/fixtures/signing-loop.ts');

let t: TemporaryDatabase;
let folder: string;
beforeEach(() => {
  t = openTemporaryDatabase();
  t.db.close();
  folder = mkdtempSync(path.join(os.tmpdir(), 'tram-signing-'));
});
afterEach(() => {
  t.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets a process sign until it has committed so often, and kills it a little later, wherever it is then. */
async function signUntilKilled(commits: number, later: number): Promise<void> {
  const key = Buffer.from(t.key).toString('hex');
  const child = spawn(process.execPath, [script, t.file, key, folder, path.join(folder, 'certificate')]);
  let lines = 0;
  let faults = '';
  child.stderr.on('data', (data: Buffer) => {
    faults += data.toString();
  });
  child.stdout.on('data', (data: Buffer) => {
    lines += data.toString().split('\n').length - 1;
    if (lines >= commits) setTimeout(() => child.kill('SIGKILL'), later);
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(faults).toBe('');
}

it('killed -9 between token, archive and journal: every file is signed once and recorded once', async () => {
  const { organisation } = await sharedSigningPki();
  writeFileSync(path.join(folder, 'certificate'), organisation.der);
  const open = () => {
    const db = openDatabase({ file: t.file, key: t.key, migrations });
    return { db, ...openBareSigning(db, { archive: folder, der: organisation.der }) };
  };
  const first = open();
  const ids: string[] = [];
  for (let n = 0; n < FILES; n += 1) {
    const pdf = Buffer.from(`%PDF-1.7\n${n} ${'x'.repeat(n * 997)}`);
    const file = { requestId: systemIds.id(), dossierId: null, title: `Tệp ${n}`, fileName: `${n}.pdf`, pdf };
    ids.push((await first.signing.attachments.add(file, 'u1')).id);
  }
  const { id } = first.signing.batches.start(
    { requestId: systemIds.id(), session: 's', certificate: '01', role: 'organisation', documentIds: ids },
    bareActor,
  );
  await first.signing.batches.stop(id, false);
  await first.signing.close();
  first.db.close();

  for (const [kill, later] of [0, 1, 2, 3, 5, 8].entries()) await signUntilKilled(2 + kill, later);

  const { db, signing, journal, archive } = open();
  try {
    const left = signing.batches.get(id);
    expect(left.signed).toBeGreaterThan(0);
    expect(left.signed).toBeLessThan(FILES);
    expect(left.rows.filter(({ state }) => state === 'signing')).toEqual([]);
    signing.batches.resume({ batchId: id, session: 's', certificate: '01' }, bareActor);
    for (;;) {
      if (signing.batches.get(id).state !== 'running') break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(signing.batches.get(id)).toMatchObject({ state: 'done', signed: FILES, failed: 0, skipped: 0 });
    for (const document of ids) {
      const entries = journal.history(document, { limit: 10 }).items.map(({ entry }) => entry.kind);
      expect(entries.filter((kind) => kind === 'document-signed')).toHaveLength(1);
      const { pdf, sha256 } = await signing.readFile(document, 'newest');
      expect(
        Buffer.from(pdf)
          .toString()
          .match(/%signed/g),
      ).toHaveLength(1);
      expect(archive.read(sha256).length).toBe(pdf.length);
    }
    const before = journal.viewDigests();
    expect(journal.rebuild().finished).toBe(true);
    expect(journal.viewDigests()).toEqual(before);
  } finally {
    await signing.close();
    db.close();
  }
});
