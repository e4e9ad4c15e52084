import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TokenSettings, TRAINING_MARK } from '#shared/contract/index.ts';
import { type LogLine, resourcesDirectory, systemIds, testClock } from '#test/fixtures/office.ts';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { makeSoftHsm, type SoftHsm, USER_PIN } from '#test/fixtures/softhsm.ts';
import { createFakeNodeHid, createHidCard } from '#test/simulators/hid-card.ts';
import { makeShim, type Shim } from '#test/simulators/pkcs11-shim.ts';
import { createLogger } from '../log/index.ts';
import { createHidDriver } from './hid/driver.ts';
import { loadHidTokens } from './hid/profiles.ts';
import { forkModuleProcess } from './pkcs11/node-process.ts';
import { TRAINING_PIN } from './software/driver.ts';
import { TokenError } from './token.ts';
import { createTokens, type Tokens } from './tokens.ts';

const NOW = '2026-11-23T08:00';
const SOON = { timeout: 10_000, interval: 20 };
const message = Buffer.from('Giấy tiếp nhận');
const digest = createHash('sha256').update(message).digest();

let pki: SigningPki;
let hsm: SoftHsm;
let shim: Shim;
let card: ReturnType<typeof createHidCard>;
let directory: string;
let settings: TokenSettings;
let clock: ReturnType<typeof testClock>;
let lines: LogLine[];
let changes: number;
let tokens: Tokens;
let roots: Uint8Array[];
beforeAll(async () => {
  pki = await sharedSigningPki();
  const people = [pki.clerk, pki.head, pki.expired, pki.encryptionOnly];
  hsm = await makeSoftHsm([
    {
      label: 'USB thử',
      keys: people.map((who, n) => ({ id: `0${n + 1}`, label: who.commonName, ...who })),
    },
  ]);
  shim = await makeShim(hsm);
}, 60_000);
afterAll(() => {
  shim.remove();
  hsm.remove();
});
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-tokens-'));
  settings = { modules: [], knownModules: false, software: false };
  clock = testClock(NOW);
  clock.advance(Date.now() - clock.now());
  lines = [];
  changes = 0;
  roots = [pki.root.der, pki.intermediate.der];
  shim.tell('none');
  shim.setTries(3);
  card = createHidCard({
    slots: { '9a': { certificate: pki.clerk.der, privateKey: pki.clerk.privateKey } },
    pin: USER_PIN,
    tries: 3,
    guid: 'ffeeddccbbaa99887766554433221100',
  });
  card.unplug();
  const hid = createFakeNodeHid([card]);
  tokens = createTokens({
    clock,
    ids: systemIds,
    log: createLogger((line) => lines.push(line), 'tokens'),
    station: 's1',
    resourcesDirectory,
    dataDirectory: directory,
    settings: () => settings,
    trust: () => ({ roots, others: [] }),
    startModule: forkModuleProcess(null, shim.environment),
    onChanged: () => {
      changes += 1;
    },
    hid: createHidDriver({
      profiles: loadHidTokens(resourcesDirectory),
      ids: { bytes: (length) => new Uint8Array(randomBytes(length)) },
      loadHid: async () => hid,
      limits: { quiet: 150, answer: 600 },
    }),
    limits: { load: 10_000, list: 5_000, open: 5_000, sign: 5_000 },
    pollMs: 20,
  });
});
afterEach(async () => {
  await tokens.close();
  rmSync(directory, { recursive: true, force: true });
});

const owner = (person: string, isStillThere = () => true) => ({ person, isStillThere });
const only = async () => {
  const [token, ...others] = (await tokens.list({ fresh: true })).tokens;
  expect(others).toEqual([]);
  if (token === undefined) throw new Error('no token');
  return token;
};
async function open(pin: string, who = owner('a'), confirmLastTry = false): Promise<string> {
  const { session } = await tokens.openSession({ token: (await only()).id, pin, confirmLastTry }, who);
  return session;
}
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof TokenError ? error.problem : String(error)),
  );
const useShim = (...modules: string[]) => {
  settings = { ...settings, modules: modules.length > 0 ? modules : [shim.moduleFile] };
};

describe('what is plugged in', () => {
  it('is nothing, with what to install, where nothing is', async () => {
    const { tokens: found, troubles, station } = await tokens.list({ fresh: false });
    expect({ found, station }).toEqual({ found: [], station: 's1' });
    expect(troubles).toMatchObject([{ kind: 'pkcs11', through: '', problem: 'module-missing' }]);
    expect(troubles[0]?.detail).toContain('cài');
  });

  it('shows one token once, also where two modules see it', async () => {
    useShim(hsm.moduleFile, shim.moduleFile);
    const token = await only();
    expect(token).toMatchObject({ kind: 'pkcs11', label: 'USB thử', through: 'libsofthsm2.so' });
  });

  it('says of each certificate whose it is, whether it can sign and whether it is trusted', async () => {
    useShim();
    const facts = Object.fromEntries((await only()).certificates.map((one) => [one.id, one]));
    expect(facts['01']).toMatchObject({
      usable: true,
      troubles: [],
      chain: { trusted: true },
      training: false,
    });
    expect(facts['01']?.certificate?.owner).toBe('Nguyễn Thị Ánh Đào');
    expect(facts['02']).toMatchObject({ usable: true, troubles: [{ trouble: 'expires-soon' }] });
    expect(facts['03']).toMatchObject({ usable: false, troubles: [{ trouble: 'expired' }] });
    expect(facts['04']).toMatchObject({ usable: false, troubles: [{ trouble: 'not-allowed-to-sign' }] });
    roots = [];
    // A module tells its objects in any order.
    const clerk = (await only()).certificates.find(({ id }) => id === '01');
    expect(clerk).toMatchObject({ usable: true, chain: { trusted: false, problems: ['issuer-missing'] } });
  });

  it('tells when a token comes and goes while somebody looks', async () => {
    await tokens.list({ fresh: true });
    card.plug();
    await vi.waitFor(() => expect(changes).toBeGreaterThan(0), SOON);
    expect((await only()).kind).toBe('hid');
    const told = changes;
    card.unplug();
    await vi.waitFor(() => expect(changes).toBeGreaterThan(told), SOON);
    expect((await tokens.list({ fresh: false })).tokens).toEqual([]);
  });

  it('asks a module that failed again when a person asks, and not at each look', async () => {
    useShim();
    shim.tell('crash-load');
    expect((await tokens.list({ fresh: false })).troubles).toMatchObject([{ problem: 'module-crashed' }]);
    shim.tell('none');
    expect((await tokens.list({ fresh: false })).tokens).toEqual([]);
    expect((await tokens.list({ fresh: true })).tokens).toHaveLength(1);
    shim.tell('crash-list');
    expect((await tokens.list({ fresh: true })).tokens).toEqual([]);
    shim.tell('none');
    clock.advance(31_000);
    expect((await tokens.list({ fresh: false })).tokens).toHaveLength(1);
  });
});

describe('a session', () => {
  it('is for whoever opened it, and signs', async () => {
    useShim();
    const session = await open(USER_PIN);
    expect(tokens.findSigner(session, 'b')).toBeUndefined();
    const signer = tokens.findSigner(session, 'a');
    const der = signer?.certificateOf('01') ?? new Uint8Array();
    const signature = (await signer?.sign('01', digest)) ?? new Uint8Array();
    expect(verify('sha256', message, new X509Certificate(der).publicKey, signature)).toBe(true);
    await tokens.closeSession(session, 'b');
    expect(tokens.findSigner(session, 'a')).toBeDefined();
    await tokens.closeSession(session, 'a');
    expect(tokens.findSigner(session, 'a')).toBeUndefined();
    expect(await problemOf(signer?.sign('01', digest) ?? Promise.resolve())).toBe('session-ended');
  });

  it('ends two minutes after its last use', async () => {
    useShim();
    const session = await open(USER_PIN);
    clock.advance(119_000);
    await tokens.findSigner(session, 'a')?.sign('01', digest);
    clock.advance(119_000);
    expect(tokens.findSigner(session, 'a')).toBeDefined();
    clock.advance(121_000);
    expect(tokens.findSigner(session, 'a')).toBeUndefined();
  });

  it('ends with the sign-in of its owner, without anybody asking', async () => {
    useShim();
    let there = true;
    const session = await open(
      USER_PIN,
      owner('a', () => there),
    );
    const signer = tokens.findSigner(session, 'a');
    there = false;
    await tokens.endAbandoned();
    there = true;
    expect(await problemOf(signer?.sign('01', digest) ?? Promise.resolve())).toBe('session-ended');
  });

  it('keeps others out, and gives way to the same person', async () => {
    useShim();
    const first = await open(USER_PIN);
    expect(await problemOf(open(USER_PIN, owner('b')))).toBe('device-busy');
    const second = await open(USER_PIN);
    expect(tokens.findSigner(first, 'a')).toBeUndefined();
    expect(tokens.findSigner(second, 'a')).toBeDefined();
  });

  it('ends when its token is pulled out, as soon as somebody looks', async () => {
    card.plug();
    const session = await open(USER_PIN);
    card.unplug();
    await tokens.list({ fresh: false });
    expect(tokens.findSigner(session, 'a')).toBeUndefined();
  });

  it('ends when the settings change', async () => {
    useShim();
    const session = await open(USER_PIN);
    settings = { ...settings, modules: [] };
    await tokens.settingsChanged();
    expect(tokens.findSigner(session, 'a')).toBeUndefined();
    expect((await tokens.list({ fresh: true })).tokens).toEqual([]);
  });

  it('signs for a test what the certificate confirms', async () => {
    useShim();
    const session = await open(USER_PIN);
    expect(await tokens.testSignature({ session, certificate: '02' }, 'a')).toMatchObject({
      verified: true,
      key: 'p-256',
    });
    expect(await problemOf(tokens.testSignature({ session, certificate: 'none' }, 'a'))).toBe(
      'no-certificate',
    );
    expect(await problemOf(tokens.testSignature({ session, certificate: '02' }, 'b'))).toBe('session-ended');
  });
});

describe('a PIN', () => {
  it('is not sent at the last try before the person confirms it', async () => {
    useShim();
    shim.setTries(1);
    const before = shim.counts().logins;
    expect(await problemOf(open(USER_PIN))).toBe('pin-last-try');
    expect(shim.counts().logins).toBe(before);
    const session = await open(USER_PIN, owner('a'), true);
    expect(shim.counts().logins).toBe(before + 1);
    expect(tokens.findSigner(session, 'a')).toBeDefined();
  });

  it('stands in no log, no error and no file', async () => {
    useShim();
    const secret = 'Mã-bí-mật-73';
    const thrown = await open(secret).catch((error: unknown) => error);
    shim.tell('crash-login');
    const crashed = await open(secret).catch((error: unknown) => error);
    expect([thrown, crashed].map((error) => (error as TokenError).problem)).toEqual([
      'pin-wrong',
      'module-crashed',
    ]);
    const errors = [thrown, crashed].map((error) => {
      const { message: text, stack, ...rest } = error as TokenError;
      return [text, stack, rest];
    });
    expect(JSON.stringify([errors, lines])).not.toContain('bí-mật');
    for (const name of readdirSync(directory)) {
      expect(readFileSync(path.join(directory, name), 'utf8')).not.toContain(secret);
    }
  });
});

describe('the token for training', () => {
  it('is offered where it is switched on, marked in its certificates, and made anew when switched off and on', async () => {
    settings = { ...settings, software: true };
    const token = await only();
    expect(token).toMatchObject({ kind: 'software', pin: { state: 'ok', triesLeft: 5 } });
    expect(token.label).toContain(TRAINING_PIN);
    for (const { certificate, training, usable, chain } of token.certificates) {
      expect(certificate?.subject.text).toContain(TRAINING_MARK);
      expect({ training, usable, trusted: chain.trusted }).toEqual({
        training: true,
        usable: true,
        trusted: false,
      });
    }
    expect(readdirSync(directory)).toEqual(['training-token.json']);
    settings = { ...settings, software: false };
    await tokens.settingsChanged();
    expect(readdirSync(directory)).toEqual([]);
    settings = { ...settings, software: true };
    await tokens.settingsChanged();
    expect((await only()).id).not.toBe(token.id);
  });
});

describe('the doctor', () => {
  it('tells the exact cause for each way, and what to do', async () => {
    const text = path.join(directory, 'text.so');
    writeFileSync(text, 'not a library');
    const other = path.join(directory, 'other.so');
    const head = Buffer.from(readFileSync(shim.moduleFile).subarray(0, 64));
    head.writeUInt16LE(3, 18);
    writeFileSync(other, head);
    useShim(shim.moduleFile, text, path.join(directory, 'absent.so'), other);
    card.plug();
    const findings = await tokens.doctor();
    const short = findings.map(({ subject, verdict, problem, tokens: found }) => [
      subject,
      verdict,
      problem,
      found,
    ]);
    expect(short).toEqual([
      ['addon', 'ok', null, null],
      ['module', 'ok', null, 1],
      ['module', 'trouble', 'module-unusable', null],
      ['module', 'trouble', 'module-missing', null],
      ['module', 'trouble', 'module-bitness', null],
      ['module', 'nothing', null, null],
      ['hid', 'ok', null, 1],
      ['software', 'nothing', null, null],
    ]);
    for (const { detail } of findings) expect(detail.length).toBeGreaterThan(8);
    expect(findings.find(({ problem }) => problem === 'module-bitness')?.detail).toContain('32-bit');
  });

  it('disturbs no session', async () => {
    useShim();
    const session = await open(USER_PIN);
    await tokens.doctor();
    const signature = await tokens.findSigner(session, 'a')?.sign('01', digest);
    expect(signature).toHaveLength(256);
  });
});
