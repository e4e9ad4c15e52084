import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import type { OfficeClient } from '#office/index.ts';
import { openDesk } from '../e2e/pages/desk.ts';
import { signInPage } from '../e2e/pages/entry.ts';
import { receptionPage } from '../e2e/pages/reception.ts';
import { findBrowser, launchBrowser } from '../fixtures/browser.ts';
import { shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { connectSocketClient, fetchStartCookie } from '../fixtures/socket-client.ts';
import { type ChildHost, kill, startHost } from './child-host.ts';
import { fill, pastOf } from './commit-fill.ts';
import { openCommitOffice } from './commit-office.ts';
import { median, quantile, round, say, wholeNumber } from './measure.ts';

const MOST_GROWTH = 1.3;
const MOST_OVER_EMPTY = 3;
const MOST_FELT = 2;
const SIZES_BY_DEFAULT = '100,1000000';
const ROUNDS_BY_DEFAULT = '9';
/** Calls of one kind in each of the two comparisons. */
const CALLS = 400;
const PATIENCE_MS = 180_000;

type Left = { directory: string; login: string; password: string };
type Start = { signInMs: number; usableMs: number };

/**
 * The proof `start`. `--dossiers 100,1000000` `--rounds 9` `--seed 1`: from the start of the process to a screen on
 * which a clerk can work, in a real browser: until her name can be typed, and from her password's Enter until a
 * dossier can be received. The time for typing is left out. Baseline: the same host serving an empty page. Then a
 * screen's calls while the quiet check of the whole journal runs, against the same calls before it.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { dossiers: text, rounds: text, seed: text } });
  const sizes = (values.dossiers ?? SIZES_BY_DEFAULT)
    .split(',')
    .map((size) => wholeNumber('dossiers', size, 100))
    .sort((a, b) => a - b);
  const rounds = wholeNumber('rounds', values.rounds ?? ROUNDS_BY_DEFAULT, 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const browser = await launchBrowser();
  const directories: string[] = [];
  try {
    const empty = mkdtempSync(path.join(tmpdir(), 'tram-start-'));
    directories.push(empty);
    const pages = path.join(empty, 'pages');
    mkdirSync(pages);
    writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Trạm Một Cửa</title>');
    const offices: { size: number; left: Left; starts: Start[] }[] = [];
    for (const size of sizes) {
      const left = await fillOffice(size, seed);
      directories.push(left.directory);
      offices.push({ size, left, starts: [] });
    }
    const emptyMs: number[] = [];
    // The first round warms the files and is not counted.
    for (let index = 0; index <= rounds; index += 1) {
      const without = await startEmpty(browser, path.join(empty, 'data'), pages);
      if (index > 0) emptyMs.push(without);
      for (const office of offices) {
        const one = await startOffice(browser, office.left);
        if (index > 0) office.starts.push(one);
      }
      say(index === 0 ? 'warmed up' : `round ${index}/${rounds}`);
    }
    const usable = offices.map(({ starts }) => median(starts.map((one) => one.usableMs)));
    const [smallest = Number.NaN, largest = Number.NaN] = [usable[0], usable.at(-1)];
    const last = offices.at(-1);
    if (last === undefined) throw new Error('no office');
    const felt = await measureCheck(last.left);
    const growth = largest / smallest;
    const overEmpty = largest / median(emptyMs);
    return {
      ok: growth <= MOST_GROWTH && overEmpty <= MOST_OVER_EMPTY && felt.ok,
      figures: {
        seed,
        rounds,
        browser: (await findBrowser())?.name ?? '',
        emptyPageMs: round(median(emptyMs)),
        sizes: offices.map(({ size, starts }) => ({
          dossiers: size,
          signInReadyMs: round(median(starts.map((one) => one.signInMs))),
          usableMs: round(median(starts.map((one) => one.usableMs))),
        })),
        growth: round(growth),
        overEmptyPage: round(overEmpty),
        check: felt.figures,
      },
    };
  } finally {
    await browser.close();
    for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function fillOffice(size: number, seed: number): Promise<Left> {
  const opened = await openCommitOffice(seed, Date.now() - pastOf(size));
  const begun = performance.now();
  fill(opened, standardProcedures(shippedCatalogue().procedures), size, () => undefined);
  await opened.goToNow();
  say(`${size}: filled in ${Math.round((performance.now() - begun) / 1_000)} s`);
  return opened.leave();
}

async function startEmpty(browser: Browser, data: string, pages: string): Promise<number> {
  const begun = performance.now();
  const host = await startHost(data, pages);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(host.startAddress);
    return performance.now() - begun;
  } finally {
    await context.close();
    await kill(host);
  }
}

const productPages = path.resolve(import.meta.dirname, '../../dist/renderer');

async function startOffice(browser: Browser, left: Left): Promise<Start> {
  const begun = performance.now();
  const host = await startHost(left.directory, productPages);
  const desk = await openDesk(browser, host.startAddress);
  try {
    const { login, password } = signInPage(desk.page);
    await login.waitFor();
    const signInMs = performance.now() - begun;
    await login.fill(left.login);
    await password.fill(left.password);
    const entered = performance.now();
    await password.press('Enter');
    const reception = receptionPage(desk.page, desk.keyboard);
    await reception.name.waitFor();
    const usableMs = signInMs + (performance.now() - entered);
    if (desk.faults.length > 0) throw new Error(`the window complains: ${desk.faults.join('; ')}`);
    return { signInMs, usableMs };
  } finally {
    await desk.close();
    await kill(host);
  }
}

/** What a screen waits for while it is typed into: procedures as letters come, and a code looked up. */
async function measureCheck(left: Left) {
  const host: ChildHost = await startHost(left.directory, productPages);
  const connection = await connectSocketClient(host.address, await fetchStartCookie(host.startAddress));
  try {
    const { client } = connection;
    await client.session.signIn({ login: left.login, password: left.password });
    const isChecking = async () => (await client.status.get({})).verified === 'running';
    await timeCalls(client);
    const before = await timeCalls(client);
    if (await isChecking()) throw new Error('the check began before it could be compared with anything');
    const asked = performance.now();
    while (!(await isChecking())) {
      if (performance.now() - asked > PATIENCE_MS) throw new Error('the check never began');
      await sleep(250);
    }
    const meanwhile = await timeCalls(client);
    const wasChecking = await isChecking();
    const ratio = {
      median: round(median(meanwhile) / median(before)),
      p95: round(quantile(meanwhile, 0.95) / quantile(before, 0.95)),
    };
    return {
      ok: ratio.median <= MOST_FELT && ratio.p95 <= MOST_FELT,
      figures: { callsP95Ms: round(quantile(before, 0.95)), ...ratio, checkedThroughout: wasChecking },
    };
  } finally {
    connection.close();
    await kill(host);
  }
}

async function timeCalls(client: OfficeClient): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < CALLS; index += 1) {
    const begun = performance.now();
    await client.catalog.search({ query: index % 2 === 0 ? 'khai sinh' : 'chung thuc', limit: 20 });
    await client.dossiers.search({ query: 'nguyen van', cursor: null, limit: 20 });
    times.push(performance.now() - begun);
    await sleep(5);
  }
  return times;
}
