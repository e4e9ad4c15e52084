import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeStaleScreens } from '#main/bundle/index.ts';
import { findBrowser } from '../fixtures/browser.ts';
import { fetchStartCookie } from '../fixtures/socket-client.ts';
import { round, say, wholeNumber } from './measure.ts';
import { type Column, proveColumn } from './security-access.ts';
import { proveDevices } from './security-devices.ts';
import { guess, tryDoors, tryStolen } from './security-doors.ts';
import { inject } from './security-injection.ts';
import { throwJunk } from './security-junk.ts';
import { searchLogs, walkJourney } from './security-log.ts';
import { bearerFor, personOf, type SamplePerson, settledTrace, startTarget } from './security-target.ts';

const CALLS_BY_DEFAULT = 5_000;
const GUESSES = 60;
/** Three are free, and the fourth is looked at before it makes the next ones wait. */
const LOOKED_AT_MOST = 4;
/** What a heap may differ by after collecting, whatever the number of calls. */
const FLAT_BYTES = 8 * 1024 * 1024;

/**
 * The proof `security`. `--calls N` (5,000) `--seed S` (1): attacks the real office behind the real browser host, in a
 * process of its own: every procedure as every role over both transports, and as every kind of device over the LAN,
 * against independent tables; N junk calls;
 * foreign and stolen ways in; guesses; strings that other programs obey; and then reads its log.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { calls: text, seed: text } });
  const calls = wholeNumber('calls', values.calls ?? String(CALLS_BY_DEFAULT), 20);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-security-'));
  try {
    return await attack({ directory, calls, seed });
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The built screens where a browser can read them, else one empty page. */
async function pagesFor(directory: string): Promise<{ pages: string; pagesBuilt: boolean }> {
  const root = path.resolve(import.meta.dirname, '../..');
  const pages = path.join(root, 'dist', 'renderer');
  if ((await findBrowser()) !== undefined) await makeStaleScreens(root);
  if (existsSync(path.join(pages, 'index.html'))) return { pages, pagesBuilt: true };
  const empty = path.join(directory, 'pages');
  mkdirSync(empty);
  writeFileSync(path.join(empty, 'index.html'), '<!doctype html><title>Trạm Một Cửa</title>');
  return { pages: empty, pagesBuilt: false };
}

async function attack({ directory, calls, seed }: { directory: string; calls: number; seed: number }) {
  const { pages, pagesBuilt } = await pagesFor(directory);
  const dataDirectory = path.join(directory, 'data');
  mkdirSync(dataDirectory);
  const access = { cells: 0, wrong: 0 };
  const secrets: string[] = [];
  let target = await startTarget(dataDirectory, pages);
  let printed = '';
  async function proveAs(column: Column, people: readonly SamplePerson[]): Promise<void> {
    const found = await proveColumn(target, column, people);
    access.cells += found.cells;
    access.wrong += found.wrong;
    say(`${column}: ${found.cells} calls, ${found.wrong} not as the table says`);
  }

  try {
    await proveAs('new PC', []);
    const wizard = await target.connect();
    const { people, recoveryKey } = await wizard.client.setup.createSample({ tree: 'three-tier' });
    wizard.close();
    secrets.push(recoveryKey, target.startToken, ...people.map(({ password }) => password));

    await walkJourney(target, people);
    for (const column of ['nobody', 'clerk', 'administrator'] as const) await proveAs(column, people);
    const devices = await proveDevices(target, people);
    access.cells += devices.cells;
    access.wrong += devices.wrong;
    secrets.push(...devices.secrets);
    say(`devices of the LAN: ${devices.cells} calls, ${devices.wrong} not as the table says`);
    const doors = await tryDoors(target, people);

    const bearer = await bearerFor(target, personOf(people, 'administrator'));
    secrets.push(bearer);
    const junk = await junkAndMemory(calls, seed, bearer);

    const clerkBearer = await bearerFor(target, personOf(people, 'clerk'));
    secrets.push(clerkBearer);
    const injection = await inject(target.http({ bearer: clerkBearer }), {
      startAddress: target.startAddress,
      bearer: clerkBearer,
      pagesBuilt,
    });
    const guesses = await guess(target, people, GUESSES);

    const stolen = {
      cookie: await fetchStartCookie(target.startAddress),
      startToken: target.startToken,
      bearer,
    };
    const crashes = target.isAlive() ? 0 : 1;
    printed += target.output();
    await target.stop();
    target = await startTarget(dataDirectory, pages);
    const old = await tryStolen(target, stolen);
    await proveAs('locked', people);
    printed += target.output();
    const log = searchLogs(dataDirectory, printed, secrets);

    const guessed = Object.values(guesses).every(
      ({ lookedAt }) => lookedAt > 0 && lookedAt <= LOOKED_AT_MOST,
    );
    const ok =
      access.wrong === 0 &&
      access.cells > 0 &&
      junk.failures === 0 &&
      junk.writes === 0 &&
      junk.flat &&
      crashes === 0 &&
      doors.letIn + old.letIn === 0 &&
      guessed &&
      injection.wrong === 0 &&
      log.found === 0;
    const ways = { tried: doors.tried + old.tried, letIn: doors.letIn + old.letIn };
    return { ok, figures: { seed, access, junk: { ...junk, crashes }, ways, guesses, injection, log } };
  } finally {
    await target.stop();
  }

  async function junkAndMemory(calls: number, seed: number, bearer: string) {
    const before = await settledTrace(target);
    // The first tenth fills what is filled once: compiled code, prepared statements, buffers.
    const first = await throwJunk(target, { calls: Math.ceil(calls / 10), seed, bearer });
    const warm = await target.memory();
    const rest = await throwJunk(target, { calls: calls - first.calls, seed: seed + 1, bearer });
    const after = await target.memory();
    const writes = (await settledTrace(target)) === before ? 0 : 1;
    const mebibytes = (bytes: number) => round(bytes / 1024 / 1024);
    say(`${first.calls + rest.calls} junk calls, heap ${mebibytes(warm)} → ${mebibytes(after)} MiB`);
    return {
      calls: first.calls + rest.calls,
      byKind: added(first.byKind, rest.byKind),
      answers: added(first.answers, rest.answers),
      failures: first.failures + rest.failures,
      writes,
      heapMiB: [mebibytes(warm), mebibytes(after)],
      flat: after - warm <= FLAT_BYTES,
    };
  }
}

function added(left: Record<string, number>, right: Record<string, number>): Record<string, number> {
  const sum = { ...left };
  for (const [key, count] of Object.entries(right)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}
