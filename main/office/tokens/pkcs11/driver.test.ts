import { execFile } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import {
  type KeyOnToken,
  makeSoftHsm,
  type SoftHsm,
  softHsmModule,
  USER_PIN,
} from '#test/fixtures/softhsm.ts';
import { makeShim, type Shim } from '#test/simulators/pkcs11-shim.ts';
import { TokenError, type TokenSession } from '../token.ts';
import { createPkcs11Driver, type Pkcs11Driver } from './driver.ts';
import { forkModuleProcess } from './node-process.ts';

const run = promisify(execFile);
const LIMITS = { load: 10_000, list: 5_000, open: 5_000, sign: 5_000 };
const message = Buffer.from('Giấy tiếp nhận');
const digest = createHash('sha256').update(message).digest();

let pki: SigningPki;
let folder: string;
const ends: (() => unknown)[] = [];
const drivers: Pkcs11Driver[] = [];
beforeAll(async () => {
  pki = await sharedSigningPki();
  folder = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-driver-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const driver of drivers.splice(0)) await driver.close();
});
afterAll(() => {
  for (const end of ends.splice(0)) end();
});

function driverOf(file: string, environment: Record<string, string>): Pkcs11Driver {
  const driver = createPkcs11Driver({ file, start: forkModuleProcess(null, environment), limits: LIMITS });
  drivers.push(driver);
  return driver;
}

async function tokenOf(...keys: KeyOnToken[]): Promise<{ hsm: SoftHsm; shim: Shim; driver: Pkcs11Driver }> {
  const hsm = await makeSoftHsm([{ label: 'USB thử', keys }]);
  const shim = await makeShim(hsm);
  ends.push(hsm.remove, shim.remove);
  return { hsm, shim, driver: driverOf(shim.moduleFile, shim.environment) };
}

async function open(driver: Pkcs11Driver): Promise<TokenSession> {
  const [token] = await driver.list();
  return driver.open(token?.id ?? 'none', USER_PIN);
}

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof TokenError ? error.problem : String(error)),
  );
const isGood = (certificate: Uint8Array, signature: Uint8Array) =>
  verify('sha256', message, new X509Certificate(certificate).publicKey, signature);
const clerk = (): KeyOnToken => ({ id: '01', label: 'clerk', ...pki.clerk });

/** Makes a key on the token that wants the PIN before each signature; answers its certificate. */
async function addAlwaysKey(hsm: SoftHsm): Promise<Uint8Array> {
  const label = ['--token-label', 'USB thử', '--login', '--pin', USER_PIN];
  // biome-ignore format: an option and its value in one line
  await hsm.tool(...label, '--keypairgen', '--key-type', 'rsa:2048', '--id', '0a', '--label', 'always',
    '--usage-sign', '--always-auth');
  const publicKey = path.join(folder, 'always.pub');
  const certificate = path.join(folder, 'always.der');
  await hsm.tool(...label, '--read-object', '--type', 'pubkey', '--id', '0a', '-o', publicKey);
  // biome-ignore format: an option and its value in one line
  await run('openssl', ['x509', '-new', '-subj', '/CN=always', '-force_pubkey', publicKey, '-days', '30',
    '-CA', pki.root.certificateFile, '-CAkey', pki.root.keyFile, '-outform', 'DER', '-out', certificate]);
  await hsm.tool(
    ...label,
    '--write-object',
    certificate,
    '--type',
    'cert',
    '--id',
    '0a',
    '--label',
    'always',
  );
  return readFileSync(certificate);
}

it('a module that crashes costs the call it crashed in; the next list starts it again', async () => {
  const { shim, driver } = await tokenOf(clerk());
  const session = await open(driver);
  shim.tell('crash-sign');
  expect(await problemOf(session.sign('01', digest))).toBe('module-crashed');
  shim.tell('none');
  expect(await problemOf(session.sign('01', digest))).toBe('session-ended');
  expect(await driver.list()).toHaveLength(1);
  const again = await open(driver);
  expect(isGood(pki.clerk.der, await again.sign('01', digest))).toBe(true);
  expect(shim.counts()).toEqual({ logins: 2, contextLogins: 0, signatures: 2 });
});

it('a module that hangs is ended, and what waited behind it is told', async () => {
  const { shim, driver } = await tokenOf(clerk());
  const session = await open(driver);
  shim.tell('hang-sign');
  const waiting = [session.sign('01', digest), session.sign('01', digest), driver.list()].map(problemOf);
  expect(await Promise.all(waiting)).toEqual(['module-hung', 'module-hung', 'module-hung']);
  shim.tell('none');
  expect(await driver.list()).toHaveLength(1);
});

it('tells apart why a module can not be loaded, most of it without loading it', async () => {
  const none = (file: string, environment = {}) => problemOf(driverOf(file, environment).list());
  expect(await none(path.join(folder, 'absent.so'))).toBe('module-missing');
  const text = path.join(folder, 'text.so');
  writeFileSync(text, 'not a library');
  expect(await none(text)).toBe('module-unusable');
  const other = path.join(folder, 'other.so');
  const head = Buffer.from(readFileSync(softHsmModule()).subarray(0, 4096));
  head.writeUInt16LE(3, 18);
  writeFileSync(other, head);
  expect(await none(other)).toBe('module-bitness');
  // A library, but none with PKCS#11 in it.
  const stranger = path.join(folder, 'stranger.so');
  await run('gcc', ['-shared', '-x', 'c', '/dev/null', '-o', stranger]);
  expect(await none(stranger)).toBe('module-unusable');
});

it('says that its own compiled part is missing', async () => {
  const refuse =
    'import{registerHooks}from"node:module";registerHooks({resolve(s,c,n){if(s==="pkcs11js")throw new Error("absent");return n(s,c)}})';
  const environment = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(refuse)}` };
  expect(await problemOf(driverOf(softHsmModule(), environment).list())).toBe('addon-missing');
});

it('finds the key of a certificate by the key itself where the ids differ, and says where there is none', async () => {
  const { driver } = await tokenOf(
    { ...clerk(), certificateId: '77' },
    { id: '02', label: 'head', ...pki.head, certificateId: '78' },
    { id: '03', label: 'other', ...pki.organisation, pkcs8: null },
  );
  const session = await open(driver);
  const hasKey = Object.fromEntries(session.certificates.map((one) => [one.id, one.hasKey]));
  expect(hasKey).toEqual({ '77': true, '78': true, '03': false });
  expect(isGood(pki.clerk.der, await session.sign('77', digest))).toBe(true);
  // A private EC key tells nothing of itself: it is found by the public one beside it.
  expect(isGood(pki.head.der, await session.sign('78', digest))).toBe(true);
  expect(await problemOf(session.sign('03', digest))).toBe('no-key');
});

it('refuses keys that are not for signing here, before they are used', async () => {
  const key = path.join(folder, 'p384.key');
  const certificate = path.join(folder, 'p384.der');
  // biome-ignore format: an option and its value in one line
  await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-nodes',
    '-keyout', key, '-out', certificate, '-outform', 'DER', '-subj', '/CN=P-384', '-days', '30']);
  const { stdout } = await run('openssl', ['pkcs8', '-topk8', '-nocrypt', '-in', key, '-outform', 'DER'], {
    encoding: 'buffer',
  });
  const { driver, shim } = await tokenOf({
    id: '09',
    label: 'p384',
    der: readFileSync(certificate),
    pkcs8: stdout,
  });
  const session = await open(driver);
  expect(await problemOf(session.sign('09', digest))).toBe('key-unsupported');
  expect(shim.counts().signatures).toBe(0);
});

it('gives the PIN once more for each signature where the key asks for it, and only there', async () => {
  const { hsm, driver, shim } = await tokenOf(clerk());
  const always = await addAlwaysKey(hsm);
  const session = await open(driver);
  for (const _ of [1, 2]) {
    expect(isGood(always, await session.sign('0a', digest))).toBe(true);
  }
  expect(isGood(pki.clerk.der, await session.sign('01', digest))).toBe(true);
  expect(shim.counts()).toEqual({ logins: 1, contextLogins: 2, signatures: 3 });
});

it('does not give the PIN once more where other software has taken tries since: its session ends', async () => {
  const { hsm, driver, shim } = await tokenOf(clerk());
  const always = await addAlwaysKey(hsm);
  for (const [left, state] of [
    [2, 'few'],
    [1, 'last'],
    [0, 'locked'],
  ] as const) {
    // Opened with a try gone: the right PIN gave it back, so the same flag later is news.
    shim.setTries(2);
    const session = await open(driver);
    expect(isGood(always, await session.sign('0a', digest))).toBe(true);
    const before = shim.counts();
    shim.setTries(left);
    await expect(session.sign('0a', digest)).rejects.toMatchObject({
      problem: 'session-ended',
      pin: { state, triesLeft: null },
    });
    expect(shim.triesLeft()).toBe(left);
    shim.setTries(3);
    // Over for good: the PIN is gone, also for keys that do not ask for it again.
    expect(await problemOf(session.sign('0a', digest))).toBe('session-ended');
    expect(await problemOf(session.sign('01', digest))).toBe('session-ended');
    expect(shim.counts()).toEqual(before);
  }
});

it('gives the PIN once more where the mark of few tries stood from the beginning, but not on the last one', async () => {
  const { hsm, driver, shim } = await tokenOf(clerk());
  const always = await addAlwaysKey(hsm);
  shim.tell('count-low');
  const session = await open(driver);
  expect(isGood(always, await session.sign('0a', digest))).toBe(true);
  expect(shim.counts().contextLogins).toBe(1);
  shim.setTries(1);
  expect(await problemOf(session.sign('0a', digest))).toBe('session-ended');
  expect(shim.counts().contextLogins).toBe(1);
});

it('does not give the PIN once more where the token does not tell its flags', async () => {
  const { hsm, driver, shim } = await tokenOf(clerk());
  await addAlwaysKey(hsm);
  const session = await open(driver);
  shim.tell('no-info');
  expect(await problemOf(session.sign('0a', digest))).not.toBe('none');
  shim.tell('none');
  expect(await problemOf(session.sign('0a', digest))).toBe('session-ended');
  expect(shim.counts().contextLogins).toBe(0);
});

it('a second PIN ends the first session: a login counts for the whole module, and must not pass for a right PIN', async () => {
  const { driver, shim } = await tokenOf(clerk());
  const first = await open(driver);
  const [token] = await driver.list();
  expect(await problemOf(driver.open(token?.id ?? '', '999999'))).toBe('pin-wrong');
  expect(await problemOf(first.sign('01', digest))).toBe('session-ended');
  expect(shim.counts().logins).toBe(2);
});
