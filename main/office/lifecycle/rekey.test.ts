import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from '#office/storage/index.ts';
import { answerOf, type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { createOfficeCore } from './core.ts';
import { REKEY_MOMENTS, rekey } from './rekey.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('../users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PATIENCE_MS = 120_000;
let office: BareOffice;
let administrator: Awaited<ReturnType<BareOffice['signedIn']>>;
let clerk: Awaited<ReturnType<BareOffice['signedIn']>>;
beforeEach(async () => {
  office = await startBareOffice();
  administrator = await office.signedIn('administrator');
  clerk = await office.signedIn('clerk');
});
afterEach(() => office.end());

const personOf = (role: string) => {
  const person = office.people.find((candidate) => candidate.role === role);
  if (person === undefined) throw new Error(`the sample has no ${role}`);
  return person;
};
const at = (name: string) => path.join(office.ports.dataDirectory, name);
const slotIds = () => {
  const { current, pending } = JSON.parse(readFileSync(at('keys.json'), 'utf8'));
  return [current.id, pending?.id ?? null];
};

async function rekeyByScreen(): Promise<unknown[]> {
  const steps: unknown[] = [];
  for await (const step of await administrator.keys.rekey({ password: personOf('administrator').password }))
    steps.push(step);
  return steps;
}

/** The archived PDF of a dossier's first paper, once it is printed. */
async function paperOf(dossierId: string): Promise<string> {
  for (;;) {
    const { papers } = await clerk.dossiers.get({ id: dossierId });
    const [paper] = papers;
    if (paper !== undefined) return (await clerk.dossiers.paperPdf({ paperId: paper.id })).pdfBase64;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a new database key', () => {
  it('leaves everything as it was, everybody signed in, and old papers readable; the old key opens nothing', {
    timeout: PATIENCE_MS,
  }, async () => {
    const { dossier } = await clerk.dossiers.receive(exampleReception());
    const paper = await paperOf(dossier.id);
    const before = readFileSync(at('office.db'));
    const keyBefore = office.core.opened().key;
    const [idBefore] = slotIds();
    const steps = await rekeyByScreen();
    expect(steps.at(-1)).toEqual({ kind: 'result', state: 'done' });
    expect(steps.length).toBeGreaterThan(1);
    expect(readFileSync(at('office.db')).equals(before)).toBe(false);
    expect(office.core.opened().key).not.toEqual(keyBefore);
    expect(slotIds()).toEqual([expect.not.stringMatching(idBefore), null]);
    expect(existsSync(at('office.db.rekey'))).toBe(false);
    // The same sessions go on, what was printed is still there, and new papers are written.
    expect((await clerk.dossiers.get({ id: dossier.id })).dossier).toEqual(dossier);
    expect(await paperOf(dossier.id)).toBe(paper);
    const later = await clerk.dossiers.receive(exampleReception());
    // The same database in another file: its numbers are not those of a copy.
    expect((await clerk.status.get({})).numbersFrozen).toBe(false);
    expect(later.dossier.codes.map(({ kind }) => kind)).toEqual(['own']);
    expect(await paperOf(later.dossier.id)).not.toBe(paper);
    expect(await administrator.integrity.verify({})).toMatchObject({ ok: true });
    const told = office.core.opened().journal.history(slotIds()[0], { limit: 5 }).items;
    expect(told.map(({ entry }) => entry.kind)).toEqual(['database-rekeyed']);
    expect(office.core.opened().db.all(sql`select id from archive_keys`)).toHaveLength(2);
    // After a restart everybody opens it with the password they had, and the recovery key still does.
    await office.core.close();
    office.core = await createOfficeCore(office.ports);
    for (const { login, password } of office.people)
      await office.core.signIn(login, password, { origin: login, host: 'in-process' });
    expect(office.core.keyring().findByRecoveryKey(office.recoveryKey)?.key).toEqual(
      office.core.opened().key,
    );
    expect(office.core.opened().journal.history(slotIds()[0], { limit: 5 }).items).toHaveLength(1);
    // The archive reads what was printed under either key.
    const sha = office.core.opened().db.all(sql`select sha256 from printed_papers`) as { sha256: string }[];
    for (const { sha256 } of sha)
      expect(office.core.opened().printing.archive.read(sha256).length).toBeGreaterThan(1000);
  });

  it('is undone or finished when it is cut off at any moment by a failure, and the office goes on', {
    timeout: PATIENCE_MS,
  }, async () => {
    const { dossier } = await clerk.dossiers.receive(exampleReception());
    for (const moment of REKEY_MOMENTS) {
      const [idBefore] = slotIds();
      const failing = rekey(office.core, {
        actor: 'admin',
        onMoment(passed) {
          if (passed === moment) throw new Error(`cut at ${moment}`);
        },
      });
      await expect(failing).rejects.toThrow(`cut at ${moment}`);
      const replaced = moment === 'replaced' || moment === 'opened';
      expect([moment, slotIds()[0] !== idBefore, slotIds()[1]]).toEqual([moment, replaced, null]);
      expect(readdirSync(office.ports.dataDirectory).filter((name) => name.includes('rekey'))).toEqual([]);
      expect((await clerk.dossiers.get({ id: dossier.id })).dossier).toEqual(dossier);
      await clerk.dossiers.receive(exampleReception());
    }
    expect((await rekeyByScreen()).at(-1)).toEqual({ kind: 'result', state: 'done' });
    expect(await administrator.integrity.verify({})).toMatchObject({ ok: true });
  });

  it('asks for the password, and stops when nobody listens any more', async () => {
    expect(await answerOf(administrator, 'keys.rekey', { password: 'not the password' })).toBe(
      'wrong-password',
    );
    const [idBefore] = slotIds();
    const stopping = new AbortController();
    const result = await rekey(office.core, {
      actor: 'admin',
      signal: stopping.signal,
      onMoment: (moment) => moment === 'copying' && stopping.abort(),
    });
    expect(result).toEqual({ state: 'stopped' });
    expect(slotIds()).toEqual([idBefore, null]);
    expect(await answerOf(clerk, 'status.get', {})).toBe('ok');
  });

  it('makes calls wait that come while the office is closed for it', { timeout: PATIENCE_MS }, async () => {
    const answers: Promise<string>[] = [];
    await rekey(office.core, {
      actor: 'admin',
      onMoment(moment) {
        if (moment !== 'closed') return;
        expect(office.core.findOpened()).toBeUndefined();
        answers.push(answerOf(clerk, 'status.get', {}));
        answers.push(answerOf(clerk, 'dossiers.receive', exampleReception()));
        answers.push(answerOf(office.connect(), 'session.signIn', personOf('clerk')));
      },
    });
    expect(await Promise.all(answers)).toEqual(['ok', 'ok', 'ok']);
  });

  it('is one at a time', { timeout: PATIENCE_MS }, async () => {
    const first = rekey(office.core, { actor: 'admin' });
    await expect(rekey(office.core, { actor: 'admin' })).rejects.toMatchObject({ code: 'rekey-running' });
    expect(await first).toEqual({ state: 'done' });
  });

  it('is refused while a copy reads the database, and says so', { timeout: PATIENCE_MS }, async () => {
    const before = slotIds();
    const copy = office.core.opened().db.openSnapshot();
    await clerk.dossiers.receive(exampleReception());
    const steps = (await administrator.keys.rekey({ password: personOf('administrator').password }))[
      Symbol.asyncIterator
    ]();
    await expect(steps.next()).rejects.toMatchObject({
      code: 'copy-running',
      message: expect.stringMatching(/Đang sao lưu.*chờ/),
    });
    expect(slotIds()).toEqual(before);
    copy.close();
    expect(await rekey(office.core, { actor: 'admin' })).toEqual({ state: 'done' });
  });

  it('is refused in plain words where the disk has no room for a second database', async () => {
    const before = slotIds();
    await expect(
      rekey(office.core, { actor: 'admin', freeBytes: () => statSync(at('office.db')).size }),
    ).rejects.toMatchObject({
      code: 'database-full',
      message: expect.stringMatching(/cần \d+ MB trống, còn \d+ MB\. Hãy/),
    });
    expect(slotIds()).toEqual(before);
    expect(await administrator.keys.state({})).toMatchObject({ rekeying: false });
  });
});
