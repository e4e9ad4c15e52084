import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOfficeCore, type OfficeCore } from '#office/lifecycle/index.ts';
import { sql } from '#office/storage/index.ts';
import type { DeriveKey } from '#office/users/index.ts';
import type { CopyCredential, RestoreReport } from '#shared/contract/index.ts';
import { settingChanged } from '#shared/journal/index.ts';
import { testPorts } from '#test/fixtures/office.ts';
import { paperFile } from '../copy-papers.ts';
import { findCopies, placeOf } from '../place.ts';
import { type CopyingOffice, codesIn, startCopyingOffice } from '../testing.oracle.ts';
import { openKeys } from './open-keys.ts';
import type { RestoreRights } from './restoring.ts';
import { stagedFolder } from './swap.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PAGE = 4096;
let office: CopyingOffice;
let fresh: OfficeCore;
let freshPorts: ReturnType<typeof testPorts>;
beforeEach(async () => {
  office = await startCopyingOffice();
  freshPorts = testPorts();
  fresh = await createOfficeCore(freshPorts);
});
afterEach(async () => {
  await office.end();
  await fresh.close();
  rmSync(freshPorts.dataDirectory, { recursive: true, force: true });
});

const copyFolder = async () => (await office.listed())[0]?.folder ?? '';
const part = async (name: string) => path.join(await copyFolder(), name);
const papers = () => placeOf(office.target, office.core.opened().settings().profile.id).papers;
const byKey = (): CopyCredential => ({ kind: 'recovery-key', recoveryKey: office.recoveryKey });
const anybody: RestoreRights = { office: null, administratorOfCopy: false, origin: 'test' };
const quietly = { signal: new AbortController().signal, onProgress: () => undefined };

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

async function check(credential = byKey(), core = fresh, rights = anybody) {
  return core.restoring.check(await copyFolder(), credential, rights, quietly);
}

/** Restores on the fresh PC and opens it; gives the report. */
async function restore(): Promise<RestoreReport> {
  const { ticket, report } = await check();
  await fresh.replaceData(() => fresh.restoring.swap(ticket));
  const { login } = office.person('administrator');
  await fresh.recover(office.recoveryKey, login, 'mật khẩu mới dài', { origin: 't', host: 'in-process' });
  return report;
}

const named = (report: RestoreReport) => report.damaged.map(({ what, name }) => [what, name]);

describe('a whole copy', () => {
  it('comes back on another PC, by recovery key, with every dossier, paper and person', async () => {
    const codes = [office.receive(), office.receive()];
    const paper = await office.print('giấy tiếp nhận');
    await office.copy();
    const report = await restore();
    expect(report).toMatchObject({ outcome: 'whole', dossiers: 2, papers: 1, damages: 0, damaged: [] });
    expect(codesIn(fresh)).toEqual(codes.sort());
    expect(existsSync(paperFile(path.join(freshPorts.dataDirectory, 'archive'), paper))).toBe(true);
    expect((await fresh.opened().verification.verify()).state).toBe('ok');
    const { journal } = fresh.opened();
    const before = journal.viewDigests();
    journal.rebuild();
    expect(journal.viewDigests()).toEqual(before);
    expect((await fresh.opened().copies.state()).restored).toMatchObject({ outcome: 'whole' });
  });

  it('opens with the password of any person, of the moment of the copy', async () => {
    await office.copy();
    const { login, password } = office.person('clerk');
    const { report } = await check({ kind: 'password', login, password });
    expect(report).toMatchObject({
      outcome: 'whole',
      copy: { officeName: expect.stringMatching(/Lương Sơn/) },
    });
  });

  it('stays shut for a wrong password, and makes whoever guesses wait', async () => {
    await office.copy();
    const { login } = office.person('clerk');
    const codes: string[] = [];
    for (let guess = 0; guess < 5; guess += 1) {
      await check({ kind: 'password', login, password: `sai ${guess}` }).catch((error: { code: string }) =>
        codes.push(error.code),
      );
    }
    expect(codes).toEqual([...Array<string>(4).fill('wrong-password'), 'too-many-attempts']);
    expect(existsSync(stagedFolder(freshPorts.dataDirectory))).toBe(false);
  });

  it('changes nothing of the copy, nor of the data before the swap', async () => {
    office.receive();
    await office.print('giấy');
    await office.copy();
    const look = (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const file = path.join(entry.parentPath, entry.name);
          return [file, statSync(file).mtimeMs, readFileSync(file).toString('base64')];
        });
    const before = look(office.target);
    await check(byKey(), office.core);
    expect(look(office.target)).toEqual(before);
    expect(office.core.phase()).toBe('ready');
    office.receive();
  });

  it('is refused where it is not of this office, or who asks may not', async () => {
    await office.copy();
    await expect(check(byKey(), fresh, { ...anybody, office: 'another' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const { login, password } = office.person('clerk');
    const rights = { ...anybody, administratorOfCopy: true };
    await expect(check({ kind: 'password', login, password }, fresh, rights)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const { login: chief, password: secret } = office.person('administrator');
    await check({ kind: 'password', login: chief, password: secret }, fresh, rights);
    expect(() => fresh.restoring.swap('made up')).toThrowError(
      expect.objectContaining({ code: 'copy-unusable' }) as unknown as Error,
    );
  });

  it('keeps what was there before beside it, and goes on under a new station', async () => {
    const old = office.receive();
    await office.copy();
    const later = office.receive();
    const { ticket } = await check(byKey(), office.core);
    const before = await office.core.replaceData(() => office.core.restoring.swap(ticket));
    expect(readdirSync(before ?? '')).toEqual(expect.arrayContaining(['office.db', 'keys.json']));
    const { login, password } = office.person('administrator');
    await office.core.signIn(login, password, { origin: 't', host: 'in-process' });
    expect(office.codes()).toEqual([old]);
    expect(office.codes()).not.toContain(later);
  });
});

describe('an erased dossier', () => {
  it('is no loss: its paper is not looked for, and the copy is whole', async () => {
    office.receive();
    await office.print('sẽ xóa');
    await office.print('cũng xóa');
    const { db, journal } = office.core.opened();
    const { id } = db.one(sql`select id from dossiers`) as { id: string };
    db.transaction((tx) =>
      journal.eraseBodyInTx(tx, {
        actor: 'u1',
        subject: id,
        targets: journal.erasableOf(id),
        ground: 'yêu cầu của chủ thể dữ liệu',
      }),
    );
    rmSync(path.join(office.ports.dataDirectory, 'archive'), { recursive: true });
    await office.copy();
    expect((await check()).report).toMatchObject({ outcome: 'whole', papers: 0, damages: 0 });
  });
});

describe('a check', () => {
  it('derives keys where sign-in does, also for the keyrings of other copies', async () => {
    await office.copy();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await office.copy();
    rmSync(await part('keys.json'));
    const [copy, older] = (await findCopies(office.target)) ?? [];
    if (copy === undefined || older === undefined) throw new Error('there are two copies');
    const asked: string[] = [];
    const deriveKey: DeriveKey = (password, ...rest) => {
      asked.push(password);
      return fresh.deriveKey(password, ...rest);
    };
    const { login, password } = office.person('clerk');
    const credential = { kind: 'password', login, password } as const;
    const opened = await openKeys(copy, [older], freshPorts.dataDirectory, credential, {
      ids: freshPorts.ids,
      deriveKey,
    });
    expect(opened.keysFrom).toBe(older.folder);
    expect(asked).toEqual([password]);
  });

  it('of a damaged copy lets others work while it mends, and stops when told', async () => {
    const { db, journal } = office.core.opened();
    db.transaction((tx) => {
      for (let value = 0; value < 400; value += 1) {
        const body = { key: 'colour', value };
        journal.appendInTx(tx, { kind: settingChanged, actor: 'u1', subject: 's', body });
      }
    });
    await office.copy();
    flip(await part('office.db'), 2 * PAGE + 2000);
    const stopping = new AbortController();
    const phases: string[] = [];
    const steps: number[] = [];
    const checking = fresh.restoring.check(await copyFolder(), byKey(), anybody, {
      signal: stopping.signal,
      onProgress({ phase, done, total }) {
        phases.push(phase);
        if (phase !== 'mending') return;
        steps.push(done / total);
        if (done > total / 2) stopping.abort();
      },
    });
    await expect(checking).rejects.toMatchObject({ name: 'CopyStopped' });
    expect(steps.some((share) => share > 0.5 && share < 1)).toBe(true);
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
    expect(existsSync(stagedFolder(freshPorts.dataDirectory))).toBe(false);
  });
});

describe('a damaged copy', () => {
  it('with many papers, its list altered, names each that is missing once', async () => {
    office.receive();
    const all: string[] = [];
    for (let count = 0; count < 40; count += 1) all.push(await office.print(`giấy ${count}`));
    await office.copy();
    const gone = all.filter((_, index) => index % 9 === 0);
    for (const paper of gone) rmSync(paperFile(papers(), paper));
    const { report } = await check();
    const { papers: whole } = report;
    expect(report).toMatchObject({ copy: { papers: whole + gone.length }, damages: gone.length });
    const list = await part('papers.txt');
    // Turned round: whoever takes it for sorted misses most of it.
    writeFileSync(list, `${readFileSync(list, 'utf8').trim().split('\n').reverse().join('\n')}\n`);
    expect((await check()).report).toMatchObject({ papers: whole, damages: gone.length + 1 });
  });

  it('names the papers that are damaged and missing, with dossier and title; the rest is back', async () => {
    const code = office.receive();
    const [bad = '', gone = '', good = ''] = [
      await office.print('một'),
      await office.print('hai'),
      await office.print('ba'),
    ];
    await office.copy();
    flip(paperFile(papers(), bad), 60);
    rmSync(paperFile(papers(), gone));
    const report = await restore();
    expect(report).toMatchObject({ outcome: 'partly', papers: 1, damages: 2, dossiers: 1 });
    expect(report.damaged.map(({ what }) => what).sort()).toEqual(['paper-damaged', 'paper-missing']);
    for (const { detail } of report.damaged) expect(detail).toContain(code);
    const archive = path.join(freshPorts.dataDirectory, 'archive');
    expect([bad, gone, good].map((paper) => existsSync(paperFile(archive, paper)))).toEqual([
      false,
      false,
      true,
    ]);
    const told = await fresh.opened().copies.state();
    expect(told.restored?.damaged.map(({ detail }) => detail)).toEqual(
      [...Array(2)].map(() => expect.stringContaining(code)),
    );
  });

  it.each([1, 2, 3, 5, 8, 13])(
    'with page %i of the database altered gives back every entry that is whole',
    async (page) => {
      const codes = Array.from({ length: 12 }, () => office.receive()).sort();
      await office.print('giấy');
      await office.copy();
      flip(await part('office.db'), (page - 1) * PAGE + 2000);
      const report = await restore();
      expect(named(report)).toContainEqual(['database-pages', `${page}`]);
      // Its key lies in the database, and once more in the manifest.
      expect(report.papers).toBe(1);
      const lost = report.damaged
        .filter(({ what }) => what === 'entries-lost')
        .reduce((sum, { count }) => sum + count, 0);
      expect(report.entries + lost).toBe(report.copy.entries);
      if (lost === 0) expect(codesIn(fresh)).toEqual(codes);
      const verified = await fresh.opened().verification.verify();
      expect(verified.state).toBe(lost === 0 ? 'ok' : 'broken');
    },
  );

  it('with its very first bytes altered is whole again: they stand in the manifest', async () => {
    const code = office.receive();
    await office.copy();
    flip(await part('office.db'), 3);
    const report = await restore();
    expect(report).toMatchObject({ outcome: 'whole', damages: 1 });
    expect(named(report)).toEqual([['database-pages', '1']]);
    expect(codesIn(fresh)).toEqual([code]);
  });

  it('cut short gives back what is left and says which pages are gone', async () => {
    for (let index = 0; index < 30; index += 1) office.receive();
    await office.copy();
    const pages = statSync(await part('office.db')).size / PAGE;
    truncateSync(await part('office.db'), (pages - 4) * PAGE + 100);
    const report = await restore();
    expect(named(report)).toContainEqual(['database-short', `${pages - 3}–${pages}`]);
    expect(report.dossiers).toBeGreaterThan(15);
  });

  it('with its keyring gone is opened by that of the copy before', async () => {
    office.receive();
    await office.copy();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const older = await copyFolder();
    await office.copy();
    expect(await copyFolder()).not.toBe(older);
    rmSync(await part('keys.json'));
    const report = await restore();
    expect(named(report)).toEqual([['keys-damaged', 'keys.json']]);
    expect(report.outcome).toBe('whole');
  });

  it('whose manifest was altered says so, and is read all the same', async () => {
    office.receive();
    await office.copy();
    const text = readFileSync(await part('manifest.json'), 'utf8');
    writeFileSync(await part('manifest.json'), text.replace('"dossiers": 1', '"dossiers": 7'));
    const report = await restore();
    expect(named(report)).toEqual(
      expect.arrayContaining([
        ['manifest-altered', 'manifest.json'],
        ['counts-differ', 'dossiers 1/7'],
      ]),
    );
    expect(report.dossiers).toBe(1);
  });

  it('whose list of papers is damaged finds the papers by the database', async () => {
    office.receive();
    const paper = await office.print('giấy');
    await office.copy();
    writeFileSync(await part('papers.txt'), 'x');
    const report = await restore();
    expect(named(report)).toEqual([['papers-list-damaged', 'papers.txt']]);
    expect(existsSync(paperFile(path.join(freshPorts.dataDirectory, 'archive'), paper))).toBe(true);
  });
});
