import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { createRandom, type Random } from '../fixtures/random.ts';
import { seededReception, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { connectSocketClient, fetchStartCookie } from '../fixtures/socket-client.ts';
import { firstLine, kill, startHost } from './child-host.ts';
import { CheckResult, type CheckTask } from './crash-check.ts';
import {
  type Credentials,
  createLedger,
  type Ledger,
  noteUnlessGone,
  openWriter,
  settle,
  writeUntilGone,
} from './crash-writers.ts';
import { median, round, say, wholeNumber } from './measure.ts';

const CUTS_BY_DEFAULT = '20';
const WRITERS_BY_DEFAULT = '4';
const SEARCHES_PER_CUT = 50;
const SEARCHES_AT_END = 1_000;
/** One cut in so many falls while the office is starting and people are signing in. */
const EARLY_CUT_IN = 8;
const LONGEST_WORK_MS = 900;
const LONGEST_START_MS = 1_500;
const PATIENCE_MS = 120_000;
/** The day's serials (9,999 by its format) must not run out, and midnight belongs to the trial. */
const CUTS_PER_DAY = 20;

/**
 * The proof `crash`. `--cuts N` (20) `--writers W` (4) `--seed S` (1): W screens receive dossiers over WebSockets as
 * fast as the office answers; the office's process is killed at N seeded moments and started again in the same
 * directory, where a new day begins every 20 cuts. After every cut, or every `--check-every`th, another process checks the
 * data against what was shown.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { cuts: text, writers: text, seed: text, 'check-every': text },
  });
  const cuts = wholeNumber('cuts', values.cuts ?? CUTS_BY_DEFAULT, 1);
  const writers = wholeNumber('writers', values.writers ?? WRITERS_BY_DEFAULT, 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const checkEvery = wholeNumber('check-every', values['check-every'] ?? '1', 1);
  const random = createRandom(seed);
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-crash-'));
  try {
    return await runCuts({ directory, cuts, writers, seed, random, checkEvery });
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runCuts(plan: {
  directory: string;
  cuts: number;
  writers: number;
  seed: number;
  random: Random;
  checkEvery: number;
}) {
  const { directory, cuts, writers, seed, random, checkEvery } = plan;
  const dataDirectory = path.join(directory, 'data');
  const pages = path.join(directory, 'pages');
  mkdirSync(pages);
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Trạm Một Cửa</title>');
  const who = await setUpSample(dataDirectory, pages);

  const ledger = createLedger();
  const pending = Array.from({ length: writers }, () => new Set<string>());
  const next = receptions(seed);
  const faults: string[] = [];
  const checkMs: number[] = [];
  let marks: CheckTask['marks'] = [];
  let result: CheckResult = { faults: [], dossiers: 0, entries: 0, marks };
  let unanswered = 0;

  async function check(searches: number, days: number): Promise<void> {
    const begun = performance.now();
    result = await checkData(directory, {
      dataDirectory,
      days,
      ...who,
      shown: [...ledger.shown.values()],
      sent: [...ledger.sent.keys()],
      marks,
      searches,
      seed: seed + checkMs.length,
    });
    checkMs.push(performance.now() - begun);
    marks = result.marks;
    faults.push(...result.faults, ...ledger.faults.splice(0));
  }

  for (let cut = 1; cut <= cuts; cut += 1) {
    const days = Math.floor((cut - 1) / CUTS_PER_DAY);
    await workUntilKilled({ dataDirectory, pages, who, ledger, pending, next, random, days });
    unanswered += pending.reduce((sum, mine) => sum + mine.size, 0);
    if (cut % checkEvery !== 0) continue;
    await check(SEARCHES_PER_CUT, days);
    say(
      `cut ${cut}/${cuts}: ${ledger.shown.size} shown, ${result.dossiers} written, ${faults.length} faults`,
    );
    if (faults.length > 0) break;
  }

  if (faults.length === 0) {
    const lastDay = Math.floor(cuts / CUTS_PER_DAY);
    const host = await startHost(dataDirectory, pages, lastDay);
    const connection = await openWriter(host, who);
    for (const mine of pending) await settle(connection, ledger, mine, random);
    connection.close();
    await kill(host);
    await check(SEARCHES_AT_END, lastDay);
    if (result.dossiers !== ledger.sent.size) {
      faults.push(`${ledger.sent.size} requests made ${result.dossiers} dossiers`);
    }
    if (ledger.shown.size !== ledger.sent.size) faults.push('a request stayed without an answer');
  }
  for (const fault of faults.slice(0, 20)) say(`FAULT ${fault}`);
  return {
    ok: faults.length === 0 && result.dossiers > 0 && ledger.retried > 0,
    figures: {
      seed,
      cuts,
      days: Math.floor(cuts / CUTS_PER_DAY) + 1,
      writers,
      requests: ledger.sent.size,
      dossiers: result.dossiers,
      entries: result.entries,
      unansweredAtCut: unanswered,
      retried: ledger.retried,
      retriedAlreadyWritten: ledger.alreadyWritten,
      askedAgain: ledger.askedAgain,
      checks: checkMs.length,
      checkMsMedian: round(median(checkMs)),
      faults: faults.length,
    },
  };
}

function receptions(seed: number): () => ReceiveDossier {
  const procedures = standardProcedures(shippedCatalogue().procedures);
  let index = 0;
  return () => seededReception(procedures, seed, index++);
}

async function setUpSample(dataDirectory: string, pages: string): Promise<Credentials> {
  const host = await startHost(dataDirectory, pages, 0);
  const connection = await connectSocketClient(host.address, await fetchStartCookie(host.startAddress));
  const { people } = await connection.client.setup.createSample({ tree: 'three-tier' });
  connection.close();
  await kill(host);
  const clerk = people.find((person) => person.role === 'clerk');
  if (clerk === undefined) throw new Error('the sample has no clerk');
  return { login: clerk.login, password: clerk.password };
}

/** One life of the office, from its start to the cut. */
async function workUntilKilled(plan: {
  dataDirectory: string;
  pages: string;
  who: Credentials;
  ledger: Ledger;
  pending: readonly Set<string>[];
  next: () => ReceiveDossier;
  random: Random;
  /** How far the office's clock is ahead: the trial runs over several days. */
  days: number;
}): Promise<void> {
  const { ledger, random } = plan;
  const host = await startHost(plan.dataDirectory, plan.pages, plan.days);
  const ready = new Set<unknown>();
  const begun = plan.pending.map(() => Promise.withResolvers<void>());
  const early = random.below(EARLY_CUT_IN) === 0;
  const delay = early ? random.below(LONGEST_START_MS) : random.below(LONGEST_WORK_MS);
  const working = plan.pending.map(async (mine, index) => {
    try {
      const connection = await openWriter(host, plan.who);
      await settle(connection, ledger, mine, random);
      ready.add(mine);
      begun[index]?.resolve();
      await writeUntilGone(connection, ledger, mine, plan.next);
    } catch (error) {
      noteUnlessGone(ledger, error);
      begun[index]?.resolve();
    }
  });
  if (!early) {
    // unref: the patience must not keep this process once everything else is done.
    await Promise.race([
      Promise.all(begun.map(({ promise }) => promise)),
      sleep(PATIENCE_MS, undefined, { ref: false }),
    ]);
    if (ready.size < plan.pending.length) ledger.faults.push('the office did not come back to work');
  }
  await sleep(delay);
  if (host.process.exitCode !== null)
    ledger.faults.push(`the office ended by itself: ${host.process.exitCode}`);
  await kill(host);
  await Promise.all(working);
}

async function checkData(directory: string, task: CheckTask): Promise<CheckResult> {
  const file = path.join(directory, 'check.json');
  writeFileSync(file, JSON.stringify(task), { mode: 0o600 });
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'crash-check.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    windowsHide: true,
  });
  return CheckResult.parse(JSON.parse(await firstLine(child)));
}
