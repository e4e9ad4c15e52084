import { parseArgs } from 'node:util';
import { createRandom, type Random } from '../fixtures/random.ts';
import { shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { fill, pastOf } from './commit-fill.ts';
import { type CommitOffice, openCommitOffice, type RawStatement } from './commit-office.ts';
import { median, quantile, round, say, wholeNumber } from './measure.ts';
import { type Case, type Kind, kindsOf } from './search-kinds.ts';
import { type Answer, createReadyMade } from './search-ready.ts';

const MOST_RATIO = 1.5;
const LIMIT = 50;
const SMALL = 10_000;
const CASES = 40;

/** Milliseconds of every call of a kind, with the query that was asked, in the order of asking. */
type Times = { asked: number[]; contract: number[]; baseline: number[]; bare: number[] };

const noTimes = (): Times => ({ asked: [], contract: [], baseline: [], bare: [] });
type Measured = { kind: string; rows: number; times: Times; differences: string[] };

/**
 * The proof `search`. `--rows 1000000` `--rounds 10` `--seed 1`: a clerk's searches through the contract (parsed,
 * authorised, understood, fetched, checked on the way out), each beside the bare statement that fetches the same rows
 * plus a contract call that answers with those rows ready-made, in turns (see `createReadyMade`). `ok` if for every kind of query p50 and p95
 * are at most 1.5 times those of the baseline and both found the same rows. The same at 10,000 rows shows the growth.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { rows: text, rounds: text, seed: text } });
  const rows = wholeNumber('rows', values.rows ?? '20000', SMALL);
  const rounds = wholeNumber('rounds', values.rounds ?? '10', 2);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const sizes = rows === SMALL ? [SMALL] : [SMALL, rows];
  // Nothing else keeps the process while an office closes behind its last task.
  const awake = setInterval(() => undefined, 1_000);
  const results: { size: number; filledSeconds: number; measured: Measured[] }[] = [];
  for (const size of sizes) {
    const opened = await openCommitOffice(seed, Date.now() - pastOf(size));
    try {
      const filledSeconds = fillOffice(opened, size);
      await opened.goToNow();
      // The quiet check of the journal reads gigabytes through the same cache; what calls feel of it, `start` measures.
      await opened.office.verification.close();
      const kinds = kindsOf(opened.raw, size, CASES, seed);
      results.push({ size, filledSeconds, measured: await measureKinds(opened, kinds, rounds, size) });
    } finally {
      await opened.end();
    }
  }
  clearInterval(awake);
  const smallest = results[0]?.measured ?? [];
  const largest = results.at(-1);
  const all = results.flatMap(({ measured }) => measured);
  for (const { kind, differences } of all)
    for (const difference of differences) say(`${kind}: ${difference}`);
  const figures = (largest?.measured ?? []).map((one, index) => figuresOf(one, smallest[index]));
  return {
    ok:
      all.every(({ differences }) => differences.length === 0) &&
      figures.every(({ ratioP50, ratioP95 }) => ratioP50 <= MOST_RATIO && ratioP95 <= MOST_RATIO),
    figures: { seed, rounds, rows, filledSeconds: largest?.filledSeconds, kinds: figures },
  };
}

function fillOffice(opened: CommitOffice, size: number): number {
  const begun = performance.now();
  let told = begun;
  fill(opened, standardProcedures(shippedCatalogue().procedures), size, (done) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    say(`${size}: ${done} filled`);
  });
  const seconds = Math.round((performance.now() - begun) / 1_000);
  say(`${size}: filled in ${seconds} s`);
  return seconds;
}

/**
 * Kind after kind; within each round contract and baseline in turns. Who comes first finds the pages still to be read and
 * deciphered, so that changes from round to round: an even number of rounds is fair.
 */
async function measureKinds(
  opened: CommitOffice,
  kinds: readonly Kind[],
  rounds: number,
  size: number,
): Promise<Measured[]> {
  const prepared = new Map<string, RawStatement>();
  const fetchBare = ({ bare, value }: Case): { id: string }[] => {
    const statement = prepared.get(bare) ?? opened.raw.prepare(bare);
    prepared.set(bare, statement);
    return statement.all(value) as { id: string }[];
  };
  const screen = await opened.connect();
  const ask = ({ typed }: Case) =>
    screen.client.dossiers.search({ query: typed, cursor: null, limit: LIMIT });
  const ready = await createReadyMade(opened.core, screen.token);
  const random = createRandom(size);
  const measured: Measured[] = [];
  for (const { name, cases } of kinds) {
    const differences: string[] = [];
    const answers: Answer[] = [];
    for (const one of cases) {
      const answer = await ask(one);
      answers.push(answer);
      const [found, bare] = [
        answer.rows.map(({ id }) => id).join(),
        fetchBare(one)
          .map(({ id }) => id)
          .join(),
      ];
      if (found !== bare || found === '')
        differences.push(`“${one.typed}” finds other rows than ${one.value}`);
    }
    const total = answers.reduce((sum, answer) => sum + answer.rows.length, 0);
    const times = noTimes();
    const result: Measured = {
      kind: name,
      rows: round(total / cases.length),
      times,
      differences,
    };
    measured.push(result);
    for (let index = -2; index < rounds; index += 1) {
      const warm = index < 0 ? noTimes() : times;
      // In another order each time: what goes on beside must not always meet the same query.
      for (const at of shuffled(cases.length, random)) {
        const one = cases[at] as Case;
        const turns = [
          async () => warm.contract.push(await timed(() => ask(one))),
          async () => {
            const answer = answers[at] as Answer;
            const begun = performance.now();
            const bare = await ready.ask({ query: one.typed, limit: LIMIT }, answer, () => fetchBare(one));
            warm.baseline.push(performance.now() - begun);
            warm.bare.push(bare);
          },
        ];
        warm.asked.push(at);
        for (const turn of (index + at) % 2 === 0 ? turns : turns.toReversed()) await turn();
      }
    }
    say(`${size}: ${JSON.stringify(figuresOf(result, undefined))}`);
  }
  ready.close();
  screen.close();
  return measured;
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/**
 * p50 and p95 over the queries of a kind, each by the median of its rounds: on a shared machine the slowest call of all
 * tells who else was at work. Those raw tails are given beside.
 */
function figuresOf({ kind, rows, times }: Measured, small: Measured | undefined) {
  const ours = ofEachQuery(times.contract, times.asked);
  const baseline = ofEachQuery(times.baseline, times.asked);
  return {
    kind,
    rowsFound: rows,
    p50: round(median(ours)),
    p95: round(quantile(ours, 0.95)),
    baselineP50: round(median(baseline)),
    baselineP95: round(quantile(baseline, 0.95)),
    bareP50: round(median(times.bare)),
    ratioP50: round(median(ours) / median(baseline)),
    ratioP95: round(quantile(ours, 0.95) / quantile(baseline, 0.95)),
    rawP95: [round(quantile(times.contract, 0.95)), round(quantile(times.baseline, 0.95))],
    ...(small === undefined
      ? {}
      : { growthP50: round(median(ours) / median(ofEachQuery(small.times.contract, small.times.asked))) }),
  };
}

/** The median of each query's rounds. */
function ofEachQuery(times: readonly number[], asked: readonly number[]): number[] {
  const queries = [...new Set(asked)];
  return queries.map((query) => median(times.filter((_time, index) => asked[index] === query)));
}

/** The numbers below `count`, in a seeded order. */
function shuffled(count: number, random: Random): number[] {
  return Array.from({ length: count }, (_, index) => ({ index, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ index }) => index);
}
