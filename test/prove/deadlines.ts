import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Calendar,
  computeDeadline,
  type DeadlineProfile,
  getDeadlineProfile,
  parsePlainDate,
  readCalendarResources,
} from '#shared/calendar/index.ts';
import { makeDeadlineOracle, type Oracle } from '../../shared/calendar/deadline.oracle.ts';
import { randomCases } from '../../shared/calendar/random-cases.oracle.ts';

/** What a proof found: whether every threshold held, and the figures for `docs/PROOFS.md`. */
export type ProofResult = { ok: boolean; figures: Record<string, unknown> };

type Rules = { calendar: Calendar; profile: DeadlineProfile };
type DeadlineCase =
  Parameters<Oracle> extends [infer Received, infer Limit, infer Pauses]
    ? { received: Received; limit: Limit; pauses: Pauses; due?: unknown; error?: unknown }
    : never;

const RESOURCES = path.resolve(import.meta.dirname, '../../resources/calendars');
const OWN_CASES = path.resolve(import.meta.dirname, 'cases/deadlines.json');
const REFUSED = 'invalid-input';
const DIFFERENCES_SHOWN = 10;

/**
 * Proof `deadlines`. `--cases FILE`: a list of `{received, limit, pauses, due}` where `due` is null or `invalid-input`
 * (or `error` is there) for what must be refused. `--random N --seed S`: the engine against the slow oracle. Without
 * either: our own cases and 20,000 random ones.
 */
export async function prove(args: string[]): Promise<ProofResult> {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string' },
      random: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const figures: Record<string, unknown> = {};
  const seed = wholeNumber('--seed', values.seed);
  const casesFile = values.cases ?? (values.random === undefined ? OWN_CASES : undefined);
  const randomCount = values.random ?? (values.cases === undefined ? '20000' : undefined);
  const files = readShippedFiles();
  const { calendar, ...rules } = readCalendarResources(files);
  const profile = getDeadlineProfile({ calendar, ...rules }, parsePlainDate('2026-01-01') ?? fail('no date'));
  let ok = true;

  if (casesFile !== undefined) {
    const outcome = checkCases(casesFile, { calendar, profile });
    figures['cases'] = outcome;
    ok &&= outcome.wrong === 0 && outcome.checked > 0;
  }
  if (randomCount !== undefined) {
    const outcome = compareRandom(files, { calendar, profile }, wholeNumber('--random', randomCount), seed);
    figures['random'] = outcome;
    ok &&= outcome.differences === 0 && outcome.compared > 0;
  }
  return { ok, figures };
}

function fail(message: string): never {
  throw new Error(message);
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0
    ? value
    : fail(`${option} needs a whole number, not "${text}"`);
}

function readShippedFiles(): unknown[] {
  return readdirSync(RESOURCES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(path.join(RESOURCES, name), 'utf8')));
}

function answerOf(question: DeadlineCase, { calendar, profile }: Rules): string {
  const { received, limit, pauses = [] } = question;
  const answer = computeDeadline({ received, limit, pauses, calendar, profile });
  return answer.ok ? answer.value.due : answer.error.code;
}

function checkCases(file: string, rules: Rules): { checked: number; wrong: number; refused: number } {
  const cases: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(cases)) fail(`${file}: a list of cases is needed`);
  const outcome = { checked: 0, wrong: 0, refused: 0 };
  for (const question of cases as DeadlineCase[]) {
    outcome.checked += 1;
    const isRefusal =
      question.error !== undefined || typeof question.due !== 'string' || question.due === REFUSED;
    const expected = isRefusal ? REFUSED : question.due;
    const actual = answerOf(question, rules);
    if (actual === REFUSED) outcome.refused += 1;
    if (actual === expected) continue;
    outcome.wrong += 1;
    if (outcome.wrong <= DIFFERENCES_SHOWN) {
      process.stderr.write(`expected ${expected}, computed ${actual}: ${JSON.stringify(question)}\n`);
    }
  }
  return outcome;
}

/** Dates as the files write them: the oracle must not share the engine's reading of them. */
function datesOf(files: readonly unknown[], list: 'offDays' | 'makeUpDays'): string[] {
  return files.flatMap((file) => {
    const days = (file as Record<string, unknown>)[list];
    return Array.isArray(days) ? days.map((day: { date: string }) => day.date) : [];
  });
}

function compareRandom(files: readonly unknown[], rules: Rules, count: number, seed: number) {
  const offDates = datesOf(files, 'offDays');
  const makeUpDates = datesOf(files, 'makeUpDays');
  // Receptions lie in 2022–2029; five years more than the longest limit and pause are painted on each side.
  const oracle = makeDeadlineOracle(offDates, makeUpDates, [2020, 2040]);
  const next = randomCases(seed, [...offDates, ...makeUpDates]);
  const outcome = {
    compared: 0,
    differences: 0,
    seed,
    refused: 0,
    withPauses: 0,
    units: {} as Record<string, number>,
    engineMicroseconds: 0,
  };
  let engineMs = 0;
  for (; outcome.compared < count; outcome.compared += 1) {
    const question = next();
    const begin = performance.now();
    const actual = answerOf(question, rules);
    engineMs += performance.now() - begin;
    const expected = oracle(question.received, question.limit, question.pauses);
    outcome.units[question.limit.unit] = (outcome.units[question.limit.unit] ?? 0) + 1;
    if (question.pauses.length > 0) outcome.withPauses += 1;
    if (actual === REFUSED) outcome.refused += 1;
    if (actual === expected) continue;
    outcome.differences += 1;
    if (outcome.differences <= DIFFERENCES_SHOWN) {
      process.stderr.write(`oracle ${expected}, engine ${actual}: ${JSON.stringify(question)}\n`);
    }
  }
  outcome.engineMicroseconds = Math.round((engineMs * 10_000) / Math.max(1, count)) / 10;
  return outcome;
}
