import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CopyingOffice, startCopyingOffice } from '#office/copies/testing.oracle.ts';
import { createRouter } from '#office/router/index.ts';
import { call } from '#test/fixtures/contract.ts';
import { testPorts } from '#test/fixtures/office.ts';
import { createOfficeCore, type OfficeCore } from './core.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const FROM = { origin: 'test', host: 'in-process' } as const;

let office: CopyingOffice;
const others: OfficeCore[] = [];
beforeEach(async () => {
  office = await startCopyingOffice();
});
afterEach(async () => {
  for (const core of others.splice(0)) await core.close();
  await office.end();
});

const keysFile = () => path.join(office.ports.dataDirectory, 'keys.json');

/** Another process of this PC on the same data. */
async function second(): Promise<OfficeCore> {
  const { dataDirectory, marks } = office.ports;
  const core = await createOfficeCore(testPorts({ dataDirectory, marks }));
  others.push(core);
  return core;
}

describe('data that another process has open', () => {
  it('is neither looked at for a restore nor restored over, and the refusal says what to do', async () => {
    await office.copy();
    const [copy] = await office.listed();
    const core = await second();
    const { login, password } = office.person('administrator');
    await expect(core.signIn(login, password, FROM)).rejects.toMatchObject({ code: 'database-busy' });
    const client = createRouter(core).client(FROM);
    const credential = { kind: 'password', login, password };
    for (const [name, input] of [
      ['copies.look', { folder: office.target }],
      ['copies.check', { folder: copy?.folder, credential }],
      ['copies.restore', { ticket: 'any' }],
    ] as const) {
      const outcome = await call(client, name, input);
      expect([name, outcome]).toMatchObject([name, { ok: false, code: 'database-busy' }]);
      expect(JSON.stringify(outcome)).toMatch(/Hãy đóng/);
    }
  });

  it('is not replaced either where nobody tried to open it before', async () => {
    const core = await second();
    const task = vi.fn();
    await expect(core.replaceData(task)).rejects.toMatchObject({ code: 'database-busy' });
    expect(task).not.toHaveBeenCalled();
    office.receive();
  });
});

describe('while data is replaced', () => {
  it('whoever signs in waits, and is not let in with the keys of before', async () => {
    const { core } = office;
    const { login, password } = office.person('administrator');
    const log: string[] = [];
    const replaced = core.replaceData(() => log.push('replaced'));
    // The keyring of before still gives its keys at once.
    const opened = core.recover(office.recoveryKey, login, 'sáu con ngựa vằn', FROM).then(
      () => log.push('opened'),
      (error: { code: string; message: string }) => log.push(error.code, error.message),
    );
    await Promise.all([replaced, opened]);
    expect(log).toEqual(['replaced', 'locked', expect.stringMatching(/vừa được khôi phục.*đăng nhập lại/)]);
    await core.signIn(login, password, FROM);
  });

  it('a keyring that somebody still works with writes nothing over the one that is put there', async () => {
    const { core } = office;
    const { login, password } = office.person('administrator');
    const { user, token } = await core.signIn(login, password, FROM);
    const ring = core.keyring();
    const { key } = core.opened();
    const wrap = await ring.wrap({ id: user.id, login, active: true }, 'sáu con ngựa vằn');
    const changed = core
      .changePassword(user.id, { current: password, next: 'sáu con ngựa vằn' }, token)
      .catch((error: { code: string }) => error.code);
    const put = readFileSync(keysFile(), 'utf8');
    await core.replaceData(() => undefined);
    expect(await changed).toBe('locked');
    expect(() => ring.keep(wrap, key)).toThrow(expect.objectContaining({ name: 'KeyringRetired' }));
    expect(() => ring.setActive(user.id, false, key)).toThrow();
    expect(await ring.findByPassword(login, password)).toBeUndefined();
    expect(ring.findByRecoveryKey(office.recoveryKey)).toBeUndefined();
    expect(readFileSync(keysFile(), 'utf8')).toBe(put);
    await core.signIn(login, password, FROM);
  });

  it('a stream of the office that is gone ends with that, not as a fault of the program', async () => {
    const { core } = office;
    const client = createRouter(core).client(FROM);
    await client.session.signIn(office.person('administrator'));
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    vi.spyOn(core.opened().verification, 'verify').mockImplementation(async (options) => {
      options?.onProgress?.(1, 2);
      await closed;
      throw new TypeError('The database connection is not open');
    });
    const steps = (await client.integrity.verifyInSteps({}))[Symbol.asyncIterator]();
    expect((await steps.next()).value).toMatchObject({ kind: 'progress', done: 1 });
    await core.replaceData(() => undefined);
    close();
    await expect(steps.next()).rejects.toMatchObject({ code: 'locked' });
  });
});

describe('a swap that could be neither ended nor turned back', () => {
  it('keeps the office shut, says what to do, and nothing of what waits is thrown away', async () => {
    await office.core.close();
    const { dataDirectory } = office.ports;
    const staged = path.join(dataDirectory, 'restoring');
    mkdirSync(staged);
    writeFileSync(path.join(staged, 'office.db'), 'waits');
    writeFileSync(path.join(dataDirectory, 'restore-plan.json'), 'cannot be read');
    const core = await second();
    expect([core.phase(), core.obstacle()?.code]).toEqual(['locked', 'database-busy']);
    expect(core.obstacle()?.message).toMatch(/chưa xong.*mở lại/);
    const { login, password } = office.person('administrator');
    await expect(core.signIn(login, password, FROM)).rejects.toMatchObject({ code: 'database-busy' });
    await expect(
      core.restoring.check(
        office.target,
        { kind: 'password', login, password },
        { office: null, administratorOfCopy: true, origin: 'test' },
        { signal: new AbortController().signal, onProgress: () => undefined },
      ),
    ).rejects.toMatchObject({ code: 'database-busy' });
    expect(existsSync(path.join(staged, 'office.db'))).toBe(true);
  });
});

describe('a start after a power cut', () => {
  it('removes what a trial and a copy before a migration left half done', async () => {
    await office.core.close();
    const { dataDirectory } = office.ports;
    const at = (...names: string[]) => path.join(dataDirectory, ...names);
    mkdirSync(at('temporary', 'drill-1'), { recursive: true });
    const left = [at('temporary', 'drill-1', 'office.db'), at('office.db.v0050.copy.partial')];
    const kept = [at('temporary', 'paper.pdf'), at('office.db.v0050.copy'), at('notes.partial')];
    for (const file of [...left, ...kept]) writeFileSync(file, 'half');
    const core = await second();
    const { login, password } = office.person('clerk');
    await core.signIn(login, password, FROM);
    expect(left.map((file) => existsSync(file))).toEqual([false, false]);
    expect(existsSync(at('temporary', 'drill-1'))).toBe(false);
    expect(kept.map((file) => existsSync(file))).toEqual([true, true, true]);
  });
});
