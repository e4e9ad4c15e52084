import { createHash, verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#main/host/index.ts';
import { findRemoteSigner } from '#office/remote-devices/index.ts';
import { TRAINING_PIN } from '#office/tokens/software/driver.ts';
import type { TokensNow } from '#shared/contract/index.ts';
import { joinStation } from '#test/fixtures/joined-station.ts';
import { type LogLine, resourcesDirectory, systemIds } from '#test/fixtures/office.ts';
import { QUICK_PRINTER } from '#test/fixtures/station.ts';
import { answerTokenSession } from './token-door.ts';
import { createStationTokens, type StationTokens } from './tokens.ts';

let directory: string;
let lines: LogLine[];
let connected: boolean;
let tokens: StationTokens;
let station: ReturnType<typeof joinStation>;
let server: Server;
let address: string;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-station-'));
  lines = [];
  connected = true;
  tokens = createStationTokens({
    clock: systemClock,
    ids: systemIds,
    log: (line) => lines.push(line),
    name: 'MAY-QUAY-2',
    resourcesDirectory,
    directory,
    isConnected: () => connected,
    onChanged: () => undefined,
    startModule: null,
  });
  station = joinStation({ directory, timing: QUICK_PRINTER, tokens });
  server = createServer((request, response) => void answerTokenSession(tokens, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  server.close();
  await station.end();
  await tokens.close();
  rmSync(directory, { recursive: true, force: true });
});

const list = (): Promise<TokensNow> =>
  station.line.client.tokens.list({
    fresh: true,
    settings: { modules: [], knownModules: false, software: true },
    roots: [],
  });

const post = (body: string, type = 'application/json') =>
  fetch(address, { method: 'POST', body, headers: { 'content-type': type } });

it('a PIN is posted to this PC; the office gets a session and sends digests, until it closes', async () => {
  const [token] = (await list()).tokens;
  if (token === undefined) throw new Error('no token');
  const typed = { token: token.id, pin: TRAINING_PIN, confirmLastTry: false };
  const answer = await post(JSON.stringify(typed));
  expect(answer.status).toBe(200);
  const { session } = (await answer.json()) as { session: string };
  const signer = await findRemoteSigner(station.line, session);
  const [certificate] = token.certificates;
  const der = signer?.certificateOf(certificate?.id ?? '');
  if (signer === undefined || der === undefined) throw new Error('no signer');
  expect(signer.certificates().map((one) => Buffer.from(one).equals(der))).toContain(true);
  const message = Buffer.from('Giấy tiếp nhận');
  const signature = await signer.sign(certificate?.id ?? '', createHash('sha256').update(message).digest());
  expect(verify('sha256', message, new X509Certificate(der).publicKey, signature)).toBe(true);
  await signer.close();
  expect(await findRemoteSigner(station.line, session)).toBeUndefined();
  // The PIN is nowhere but in the token.
  expect(JSON.stringify(lines)).not.toContain(TRAINING_PIN);
  const kept = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  for (const file of kept) {
    expect(readFileSync(path.join(file.parentPath, file.name), 'utf8')).not.toContain(TRAINING_PIN);
  }
});

it('a wrong PIN is told with what is left and opens nothing; what is no JSON of ours uses no try', async () => {
  const [token] = (await list()).tokens;
  const wrong = await post(JSON.stringify({ token: token?.id, pin: '000000', confirmLastTry: false }));
  expect(wrong.status).toBe(409);
  expect(await wrong.json()).toMatchObject({ problem: 'pin-wrong', pin: { triesLeft: 4 } });
  expect((await post('{}')).status).toBe(400);
  expect((await post('x'.repeat(10_000))).status).toBe(400);
  expect((await post('{}', 'text/plain')).status).toBe(415);
  expect((await list()).tokens[0]?.pin.triesLeft).toBe(4);
  expect(await findRemoteSigner(station.line, 'made-up')).toBeUndefined();
});

it('a session ends with the connection to the office', async () => {
  const [token] = (await list()).tokens;
  const session = await tokens.open({ token: token?.id ?? '', pin: TRAINING_PIN, confirmLastTry: false });
  const signer = await findRemoteSigner(station.line, session);
  connected = false;
  await expect(
    signer?.sign(token?.certificates[0]?.id ?? '', createHash('sha256').digest()),
  ).rejects.toMatchObject({ problem: 'session-ended' });
});
