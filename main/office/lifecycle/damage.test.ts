import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Office, startOffice } from '#office/index.ts';
import { migrations, openDatabase } from '#office/storage/index.ts';
import { findKeyring } from '#office/users/index.ts';
import { answerOf, call, exampleOffice } from '#test/fixtures/contract.ts';
import { exampleReception, systemIds, testPorts } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('../users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PASSWORD = 'bốn con ngựa hồng';
/** Pages of the database that are damaged in turn, and time for as many starts on a busy machine. */
const PAGES_TRIED = 10;
const PATIENCE_MS = 240_000;
const SENTENCE = /^\p{Lu}.*Hãy|^\p{Lu}.*hãy/u;

let ports: ReturnType<typeof testPorts>;
let office: Office;
let recoveryKey = '';
const at = (name: string) => path.join(ports.dataDirectory, name);
let connections = 0;
/** A new connection from its own place, so that no failure makes the next try wait. */
const connect = () => {
  connections += 1;
  return office.client({ origin: `pc ${connections}`, host: 'in-process' });
};
const signIn = () => call(connect(), 'session.signIn', { login: 'quantri', password: PASSWORD });
const state = () => connect().session.state({});

/** A working office of one dossier, closed cleanly: everything is in `office.db`. */
beforeEach(async () => {
  ports = testPorts();
  office = await startOffice(ports);
  const client = connect();
  const made = await client.setup.createOffice({
    office: exampleOffice,
    administrator: { login: 'quantri', name: 'Lê Thị An', password: PASSWORD },
  });
  recoveryKey = made.recoveryKey;
  await client.dossiers.receive(exampleReception());
  await office.close();
});
afterEach(async () => {
  await office.close();
  rmSync(ports.dataDirectory, { recursive: true, force: true });
});

async function start(): Promise<void> {
  office = await startOffice(ports);
}

/** Nothing opens it, every way in says the same, nothing is written and nobody may set up over it. */
async function expectNoWayIn(code: string, sentence: RegExp): Promise<void> {
  const before = readdirSync(ports.dataDirectory).sort();
  const outcome = await signIn();
  expect(outcome).toMatchObject({ ok: false, code, defined: true });
  expect((outcome as unknown as { data: { message: string } }).data.message).toMatch(sentence);
  expect((outcome as unknown as { data: { message: string } }).data.message).toMatch(SENTENCE);
  const recovering = { recoveryKey, login: 'quantri', password: 'năm con trâu xám' };
  expect(await answerOf(connect(), 'session.recover', recovering)).toBe(code);
  expect(await state()).toMatchObject({ phase: 'locked', office: null, obstacle: { code } });
  expect((await state()).obstacle?.message).toMatch(sentence);
  expect(await answerOf(connect(), 'setup.createSample', { tree: 'two-tier' })).toBe('already-set-up');
  expect(await answerOf(connect(), 'dossiers.search', { query: '', cursor: null, limit: 5 })).toBe('locked');
  expect(readdirSync(ports.dataDirectory).sort()).toEqual(before);
}

describe('a keyring', () => {
  const damages: [string, (file: string) => void][] = [
    ['overwritten', (file) => writeFileSync(file, Buffer.from(systemIds.bytes(700)))],
    ['cut off', (file) => truncateSync(file, 200)],
    ['emptied', (file) => truncateSync(file, 0)],
    ['of another shape', (file) => writeFileSync(file, '{"version":2}')],
    [
      'replaced by a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ];

  it.each(damages)('%s is made again from its copy; what was damaged is kept', async (_name, damage) => {
    const good = readFileSync(at('keys.json'), 'utf8');
    damage(at('keys.json'));
    await start();
    expect(await state()).toMatchObject({ phase: 'locked', obstacle: null });
    expect(await signIn()).toMatchObject({ ok: true });
    expect(readFileSync(at('keys.json'), 'utf8')).toBe(good);
    expect(existsSync(at('keys.json.damaged'))).toBe(true);
  });

  it('that is gone is made again from its copy, and a copy from its keyring', async () => {
    const good = readFileSync(at('keys.json'), 'utf8');
    rmSync(at('keys.json'));
    await start();
    expect(readFileSync(at('keys.json'), 'utf8')).toBe(good);
    await office.close();
    writeFileSync(at('keys.copy.json'), 'not this');
    await start();
    expect(readFileSync(at('keys.copy.json'), 'utf8')).toBe(good);
    expect(await signIn()).toMatchObject({ ok: true });
  });

  it.each(damages)(
    '%s, and its copy too: said at once, with what to do; nothing is touched',
    async (_name, damage) => {
      damage(at('keys.json'));
      damage(at('keys.copy.json'));
      await start();
      expect((await state()).obstacle).toMatchObject({
        code: 'database-damaged',
        message: expect.stringMatching(/keys\.json/),
      });
      await expectNoWayIn('database-damaged', /keys\.json.*bản sao lưu/);
    },
  );

  it('lost with its copy: nobody takes the PC for a new one', async () => {
    rmSync(at('keys.json'));
    rmSync(at('keys.copy.json'));
    await start();
    await expectNoWayIn('database-damaged', /thiếu tệp khóa/);
  });
});

describe('a database', () => {
  it('that is gone is not silently made anew; put back, it opens without a restart', async () => {
    renameSync(at('office.db'), at('elsewhere.db'));
    await start();
    await expectNoWayIn('database-damaged', /Không thấy tệp cơ sở dữ liệu/);
    expect(existsSync(at('office.db'))).toBe(false);
    renameSync(at('elsewhere.db'), at('office.db'));
    const client = connect();
    await client.session.signIn({ login: 'quantri', password: PASSWORD });
    expect((await client.session.state({})).obstacle).toBeNull();
    expect((await client.dossiers.search({ query: '', cursor: null, limit: 5 })).rows).toHaveLength(1);
  });

  it('that is empty is not taken for a new one', async () => {
    truncateSync(at('office.db'), 0);
    await start();
    await expectNoWayIn('database-damaged', /Không thấy tệp cơ sở dữ liệu/);
    expect(statSync(at('office.db')).size).toBe(0);
  });

  it.each([
    ['cut off in the middle', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['cut off in a page', (file: string) => truncateSync(file, 10_000)],
    ['with its first page overwritten, but for its salt', (file: string) => overwrite(file, 16, 4080)],
  ])('%s is damaged', async (_name, damage) => {
    damage(at('office.db'));
    await start();
    await expectNoWayIn('database-damaged', /Cơ sở dữ liệu bị hỏng/);
  });

  it.each([
    ['of somebody else', (file: string) => overwrite(file, 0, statSync(file).size)],
    ['that lost its salt', (file: string) => overwrite(file, 0, 16)],
  ])('%s does not fit this keyring', async (_name, damage) => {
    damage(at('office.db'));
    await start();
    await expectNoWayIn('wrong-key', /không khớp với tệp khóa/);
  });

  it('written by a newer program is left alone', async () => {
    const ring = findKeyring({ file: at('keys.json'), copy: null, ids: systemIds, secrets: null });
    const key = (await ring?.findByPassword('quantri', PASSWORD))?.key ?? new Uint8Array();
    const newer = { version: 9990, name: 'of next year', up: () => undefined };
    openDatabase({ file: at('office.db'), key, migrations: [...migrations, newer] }).close();
    for (const name of readdirSync(ports.dataDirectory))
      if (name.includes('before')) rmSync(at(name), { recursive: true });
    await start();
    await expectNoWayIn('database-newer', /phiên bản mới hơn/);
  });

  it('with one bad page anywhere either opens or says that it is damaged; no call fails with less', {
    timeout: PATIENCE_MS,
  }, async () => {
    copyFileSync(at('office.db'), at('whole.db'));
    const pages = Math.floor(statSync(at('whole.db')).size / 4096);
    const codes = new Set<string>();
    let tried = 0;
    for (let page = 0; page < pages; page += Math.max(1, Math.floor(pages / PAGES_TRIED))) {
      for (const tail of ['-wal', '-shm']) rmSync(at(`office.db${tail}`), { force: true });
      copyFileSync(at('whole.db'), at('office.db'));
      overwrite(at('office.db'), page * 4096 + 100, 64);
      await start();
      const client = connect();
      const seen = [await answerOf(client, 'session.signIn', { login: 'quantri', password: PASSWORD })];
      if (seen[0] === 'ok') {
        seen.push(
          await answerOf(client, 'session.state', {}),
          await answerOf(client, 'status.get', {}),
          await answerOf(client, 'dossiers.search', { query: 'nhung', cursor: null, limit: 5 }),
          await answerOf(client, 'catalog.search', { query: 'khai sinh', limit: 5 }),
          await answerOf(client, 'integrity.verify', {}),
        );
        // Each reception makes a paper, and closing waits for it: not for every page.
        tried += 1;
        if (tried % 4 === 1) seen.push(await answerOf(client, 'dossiers.receive', exampleReception()));
      }
      for (const code of seen) codes.add(code);
      expect([page, seen.filter((code) => code !== 'ok' && code !== 'database-damaged')]).toEqual([page, []]);
      await office.close();
    }
    expect([...codes].sort()).toEqual(['database-damaged', 'ok']);
    expect(JSON.stringify(ports.lines)).not.toMatch(/017195004821|Hồng Nhung/);
  });
});

describe('with the key in the OS store', () => {
  it('a damaged database is said at the start, before anybody signs in', async () => {
    const secrets = {
      seal: async (secret: Uint8Array) => secret,
      open: async (sealed: Uint8Array) => sealed,
    };
    const own = { ...testPorts({ secrets }) };
    const first = await startOffice(own);
    await first.client({ origin: 'x', host: 'in-process' }).setup.createSample({ tree: 'two-tier' });
    await first.close();
    truncateSync(path.join(own.dataDirectory, 'office.db'), 10_000);
    const again = await startOffice(own);
    const { phase, obstacle } = await again.client({ origin: 'x', host: 'in-process' }).session.state({});
    expect({ phase, code: obstacle?.code }).toEqual({ phase: 'locked', code: 'database-damaged' });
    await again.close();
    rmSync(own.dataDirectory, { recursive: true, force: true });
  });
});

/** Puts random bytes over a part of a file. */
function overwrite(file: string, from: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.set(systemIds.bytes(Math.min(length, bytes.length - from)), from);
  writeFileSync(file, bytes);
}
