import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { OfficeClient } from '#office/index.ts';
import { forkModuleProcess } from '#office/tokens/index.ts';
import { openTokenSession, type TokenSession } from '#renderer/office/token-sessions.ts';
import type { SigningBatch, TokenPlugged } from '#shared/contract/index.ts';
import { STATION_INFO_PATH } from '#shared/host/index.ts';
import { type LanOffice, startLanOffice } from '#test/fixtures/lan-office.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';
import { listenAtDoors, type OfficeEars } from '#test/fixtures/office-ears.ts';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { fetchStartCookie } from '#test/fixtures/socket-client.ts';
import { makeSoftHsm, type SoftHsm, USER_PIN } from '#test/fixtures/softhsm.ts';
import { clerkAt, openTestStation, pairStation, type TestStation } from '#test/fixtures/station.ts';
import { makeShim, type Shim } from '#test/simulators/pkcs11-shim.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PATIENCE = { timeout: 50_000, interval: 50 };

let pki: SigningPki;
/** Of the main PC, and of the counter. */
let hsms: SoftHsm[];
let shims: Shim[];
let shim: Shim;
beforeAll(async () => {
  pki = await sharedSigningPki();
  const token = (label: string, who: SigningPki['clerk']) =>
    makeSoftHsm([{ label, keys: [{ id: '01', label: who.commonName, ...who }] }]);
  hsms = [await token('USB máy chính', pki.head), await token('USB quầy', pki.organisation)];
  shims = [];
  for (const hsm of hsms) shims.push(await makeShim(hsm));
  const [, own] = shims;
  if (own === undefined) throw new Error('no shim');
  shim = own;
}, 60_000);
afterAll(() => {
  for (const one of [...shims, ...hsms]) one.remove();
});

let lan: LanOffice;
let station: TestStation;
let ears: OfficeEars;
let clerk: OfficeClient;
let leave: () => void;
/** The sessions that the station gave the page. */
let given: string[];
beforeEach(async () => {
  shim.tell('none');
  shim.setTries(3);
  ears = listenAtDoors();
  lan = await startLanOffice({ startTokenModule: forkModuleProcess(null, shims[0]?.environment ?? {}) });
  const { administrator } = lan;
  await administrator.tokens.change({ modules: [shim.moduleFile], knownModules: false, software: false });
  const { settings } = await administrator.signing.settings({});
  const timestamps = { enabled: false, address: '' };
  await administrator.signing.changeSettings({ ...settings, timestamps, validation: false });
  for (const root of [pki.root, pki.intermediate]) {
    const file = Buffer.from(root.der).toString('base64');
    const { certificate } = await administrator.signing.readRoot({ file });
    await administrator.signing.addRoot({ file, fingerprint: certificate.fingerprint });
  }
  station = await openTestStation(lan.lan(), {
    startTokenModule: forkModuleProcess(null, shim.environment),
  });
  await pairStation(lan, station);
  const at = await clerkAt(lan, station);
  clerk = at.client;
  leave = at.close;
  given = [];
}, 60_000);
afterEach(async () => {
  leave();
  ears.end();
  await station.end();
  await lan.end();
});

/** The window of the page at the counter: its own host is the station. */
async function pageAt(address = station.running().address) {
  const cookie = await fetchStartCookie(station.running().startAddress);
  return {
    location: { pathname: '/device/' },
    async fetch(target: string | URL | Request, init?: RequestInit) {
      const headers = { ...Object.fromEntries(new Headers(init?.headers)), cookie, origin: address };
      const answer = await fetch(`${address}${String(target)}`, { ...init, headers });
      if (init?.method === 'POST') {
        const { session } = (await answer.clone().json()) as { session?: string };
        if (session !== undefined) given.push(session);
      }
      return answer;
    },
  };
}

async function token(client = clerk): Promise<TokenPlugged> {
  const now = await client.tokens.list({ fresh: true });
  const [found] = now.tokens;
  if (found === undefined) throw new Error(`no token: ${JSON.stringify(now)}`);
  return found;
}

async function open(pin = USER_PIN, client = clerk): Promise<TokenSession> {
  const { id } = await token(client);
  return openTokenSession(client, { token: id, pin, confirmLastTry: false }, await pageAt());
}

async function receivePaper(): Promise<string> {
  const { dossier } = await lan.clerk.dossiers.receive(exampleReception());
  const { documents } = await lan.clerk.signing.ofDossier({ dossierId: dossier.id });
  return documents[0]?.id ?? '';
}

const request = ({ session, token: opened }: TokenSession, documentIds: string[]) => ({
  requestId: systemIds.id(),
  session,
  certificate: opened.certificates[0]?.id ?? '',
  role: 'organisation' as const,
  documentIds,
});

const settled = (batchId: string): Promise<SigningBatch> =>
  vi.waitFor(async () => {
    const { batch } = await clerk.signing.batch({ batchId });
    expect(batch.state).not.toBe('running');
    return batch;
  }, PATIENCE);

async function pdfsig(documentId: string): Promise<string> {
  const { pdfBase64 } = await lan.clerk.signing.file({ documentId, which: 'newest' });
  const folder = mkdtempSync(path.join(tmpdir(), 'tram-pdfsig-'));
  const file = path.join(folder, 'a.pdf');
  writeFileSync(file, Buffer.from(pdfBase64, 'base64'));
  try {
    return execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('a batch signed from a counter with its own token: pulled after the first file it stops, and goes on there; no PIN reaches the office', async () => {
  expect((await clerk.tokens.list({ fresh: true })).tokens.map(({ label }) => label)).toEqual(['USB quầy']);
  expect((await token(lan.clerk)).label).toBe('USB máy chính');
  const before = shim.counts();
  await expect(open('135791')).rejects.toMatchObject({
    code: 'pin-wrong',
    problem: 'pin-wrong',
    pin: { state: 'few', triesLeft: null },
    message: expect.stringMatching(/^Mã PIN không đúng\. \S/),
  });
  expect(shim.triesLeft()).toBe(2);
  const ids = [await receivePaper(), await receivePaper(), await receivePaper()];
  const opened = await open();
  shim.tell(`remove-at ${before.signatures + 2}`);
  const { batch } = await clerk.signing.start(request(opened, ids));
  const stopped = await settled(batch.id);
  expect(stopped).toMatchObject({ state: 'paused', signed: 1, next: 2 });
  expect(stopped.trouble).toMatchObject({ problem: 'token', tokenProblem: 'token-removed' });
  shim.tell('none');
  const again = await open();
  const certificate = again.token.certificates[0]?.id ?? '';
  await clerk.signing.resume({ batchId: batch.id, session: again.session, certificate });
  expect(await settled(batch.id)).toMatchObject({ state: 'done', signed: 3, trouble: null });
  for (const id of ids) expect((await pdfsig(id)).match(/Signature is Valid/g)).toHaveLength(1);
  const { report } = await lan.clerk.signing.verifyDocument({ documentId: ids[2] ?? '' });
  expect(report.signatures.map(({ whole, trust }) => [whole, trust?.trusted])).toEqual([[true, true]]);
  // Three PINs were typed, three tries were used; one signature for each file.
  expect(shim.counts().logins - before.logins).toBe(3);
  const heard = ears.heard();
  // What the page said to the office was heard, its password among it: the PINs would have been, too.
  expect(heard).toContain(lan.people.find(({ role }) => role === 'clerk')?.password);
  expect(given).toHaveLength(2);
  for (const session of given) expect(heard).toContain(session);
  expect([USER_PIN, '135791'].filter((pin) => heard.includes(pin))).toEqual([]);
  expect(JSON.stringify(station.lines)).not.toContain(USER_PIN);
});

it('a session is of no use to another counter, also for the same person, and a counter without a station says why it has none', async () => {
  const opened = await open();
  const id = await receivePaper();
  const { cookie } = await lan.pair('counter', 'Quầy số 3');
  const other = await lan.connect(cookie);
  const person = lan.people.find(({ role }) => role === 'clerk');
  await other.client.session.signIn({ login: person?.login ?? '', password: person?.password ?? '' });
  const ended = { code: 'session-ended' };
  await expect(other.client.signing.start(request(opened, [id]))).rejects.toMatchObject(ended);
  await expect(other.client.tokens.adoptSession({ session: given[0] ?? '' })).rejects.toMatchObject(ended);
  await expect(lan.clerk.signing.start(request(opened, [id]))).rejects.toMatchObject(ended);
  await expect(lan.clerk.tokens.adoptSession({ session: given[0] ?? '' })).rejects.toMatchObject(ended);
  await other.client.tokens.closeSession({ session: opened.session });
  expect(await other.client.tokens.list({ fresh: false })).toMatchObject({
    tokens: [],
    none: expect.stringContaining('chế độ quầy'),
  });
  // A page that the office itself serves over the LAN sends it no PIN: its answer is not a station's.
  const answer = await lan.get(STATION_INFO_PATH, { headers: { cookie } });
  const plain = {
    location: { pathname: '/device/' },
    fetch: vi.fn(async () => new Response(answer.body, { status: answer.status })),
  };
  const asked = { token: opened.token.id, pin: USER_PIN, confirmLastTry: false };
  await expect(openTokenSession(other.client, asked, plain)).rejects.toMatchObject({ code: 'token-missing' });
  expect(plain.fetch).toHaveBeenCalledTimes(1);
  other.close();
  expect(ears.heard().includes(USER_PIN)).toBe(false);
  // Where it was opened it is still good.
  const { batch } = await clerk.signing.start(request(opened, [id]));
  expect(await settled(batch.id)).toMatchObject({ state: 'done', signed: 1 });
  // One PIN, one batch: at the station, too.
  await expect(clerk.tokens.adoptSession({ session: given[0] ?? '' })).rejects.toMatchObject(ended);
});

it('a session ends with the sign-in, with the connection of its PC and with its revocation', async () => {
  const id = await receivePaper();
  const ended = { code: 'session-ended' };
  const first = await open();
  const person = lan.people.find(({ role }) => role === 'clerk');
  const signIn = (client: OfficeClient) =>
    client.session.signIn({ login: person?.login ?? '', password: person?.password ?? '' });
  await clerk.session.signOut({});
  await signIn(clerk);
  await expect(clerk.signing.start(request(first, [id]))).rejects.toMatchObject(ended);
  // Logged out at its PC as well.
  await vi.waitFor(
    () => expect(clerk.tokens.adoptSession({ session: given[0] ?? '' })).rejects.toMatchObject(ended),
    PATIENCE,
  );

  const second = await open();
  await station.stop();
  await station.start();
  await vi.waitFor(async () => {
    const { stations } = await lan.administrator.devices.stations({});
    expect(stations.find(({ name }) => name !== null)?.connected).toBe(true);
  }, PATIENCE);
  leave();
  const back = await clerkAt(lan, station);
  [clerk, leave] = [back.client, back.close];
  await expect(clerk.signing.start(request(second, [id]))).rejects.toMatchObject(ended);

  const third = await open();
  const { stations } = await lan.administrator.devices.stations({});
  const at = {
    station: stations.find(({ name }) => name !== null)?.station ?? '',
    person: (await clerk.session.state({})).user?.id ?? '',
  };
  const findSigner = () => lan.core.opened().tokens.findSigner(third.session, at);
  expect(findSigner()).toBeDefined();
  const { devices } = await lan.administrator.lan.state({});
  await lan.administrator.lan.revoke({ device: devices[0]?.id ?? '' });
  expect(findSigner()).toBeUndefined();
  await vi.waitFor(() => expect(station.running().standing().kind).toBe('unpaired'), PATIENCE);
});

it('an administrator at the counter tries its token', async () => {
  const person = lan.people.find(({ role }) => role === 'administrator');
  await clerk.session.signOut({});
  await clerk.session.signIn({ login: person?.login ?? '', password: person?.password ?? '' });
  const { session, token: opened } = await open();
  const certificate = opened.certificates[0]?.id ?? '';
  expect(await clerk.tokens.testSignature({ session, certificate })).toMatchObject({
    verified: true,
    key: 'rsa-3072',
  });
  await clerk.tokens.closeSession({ session });
  await expect(clerk.tokens.testSignature({ session, certificate })).rejects.toMatchObject({
    code: 'session-ended',
  });
});
