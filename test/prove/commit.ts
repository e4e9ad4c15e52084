import { parseArgs } from 'node:util';
import { receiveDossier } from '#office/dossiers/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { seededReception, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import {
  type BareTransaction,
  countRowsWritten,
  createBareWriter,
  prepareThreeRows,
  prepareWrites,
  recordWrites,
} from './commit-baseline.ts';
import { fill, pastOf } from './commit-fill.ts';
import { type CommitOffice, openCommitOffice } from './commit-office.ts';
import { median, round, say, wholeNumber } from './measure.ts';

const LEAST_RATIO = 0.6;
const MOST_SLOWDOWN = 1.3;
const SIZES_BY_DEFAULT = '10000';
const ROUNDS_BY_DEFAULT = '15';
/** Transactions of a block that are measured, after some that only warm up. */
const BLOCK = 60;
const WARM_UP = 20;
const COUNTED = 20;
/** Receptions before anything is measured. */
const COMPILING = 1_000;

/** Transactions per second of each block. */
type Rates = { contract: number[]; office: number[]; bare: number[]; threeRows: number[] };

const noRates = (): Rates => ({ contract: [], office: [], bare: [], threeRows: [] });

type Sized = {
  size: number;
  opened: CommitOffice;
  next: () => ReceiveDossier;
  threeRows: (index: number) => void;
  rates: Rates;
};

/**
 * The proof `commit`. `--dossiers 10000,1000000` `--rounds 15` `--seed 1`: receptions per second through the contract
 * (parsed, authorised, answered), against the very same rows written by bare prepared statements on the same
 * connection, block after block in turns. `ok` if the ratio is at least 0.6 at every size, the largest is at most 1.3
 * times slower than the smallest, both wrote the same number of rows in every table, and the journal verifies.
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
  const procedures = standardProcedures(shippedCatalogue().procedures);
  const all: Sized[] = [];
  try {
    for (const size of sizes) all.push(await openFilled(size, seed, procedures));
    const rows: Record<string, unknown>[] = [];
    let rowsAgree = true;
    for (const sized of all) {
      const counted = await countBoth(sized);
      rowsAgree &&= counted.agree;
      rows.push(counted.perReception);
    }
    // An office runs all day: what is hot in it has been compiled long ago, and so it must be here.
    for (const { opened, next } of all) {
      for (let index = 0; index < COMPILING; index += 1) await opened.clerk.dossiers.receive(next());
    }
    for (let index = 0; index <= rounds; index += 1) {
      for (const sized of all) {
        if (index === 1) sized.rates = noRates();
        await measureRound(sized, index);
      }
      say(index === 0 ? 'warmed up' : `round ${index}/${rounds}`);
    }
    let verified = true;
    for (const { opened, size } of all) {
      const result = await opened.office.journal.verify();
      if (result.state !== 'intact') say(`${size}: ${JSON.stringify(result)}`);
      verified &&= result.state === 'intact' && result.checked > size;
    }
    const figures = all.map(figuresOf);
    const slowdown = slowdownOf(all);
    return {
      ok:
        rowsAgree &&
        verified &&
        figures.every(({ ratio }) => ratio >= LEAST_RATIO) &&
        (slowdown === null || slowdown <= MOST_SLOWDOWN),
      figures: {
        seed,
        rounds,
        receptionsPerBlock: BLOCK,
        sizes: figures,
        slowdownOfLargest: slowdown === null ? null : round(slowdown),
        rowsPerReception: rows[0],
        rowsAgree,
        verified,
      },
    };
  } finally {
    for (const { opened } of all) await opened.end();
  }
}

async function openFilled(size: number, seed: number, procedures: readonly Procedure[]): Promise<Sized> {
  const opened = await openCommitOffice(seed, Date.now() - pastOf(size));
  const begun = performance.now();
  let told = begun;
  fill(opened, procedures, size, (done) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    say(`${size}: ${done} filled`);
  });
  await opened.goToNow();
  say(`${size}: filled in ${Math.round((performance.now() - begun) / 1_000)} s`);
  let index = 0;
  const document = JSON.stringify(seededReception(procedures, seed, 0));
  return {
    size,
    opened,
    next: () => seededReception(procedures, seed, index++),
    threeRows: prepareThreeRows(opened.raw, document),
    rates: noRates(),
  };
}

/** What receptions would write, as bare transactions that must be executed before the office goes on. */
function recordReceptions({ opened, next }: Sized, count: number): BareTransaction[] {
  const inputs = Array.from({ length: count }, next);
  return prepareWrites(opened.raw, recordWrites(opened.office.receivePorts, inputs, opened.actor));
}

/** The office and the baseline must write the same number of rows in every table. */
async function countBoth(sized: Sized) {
  const { opened, next } = sized;
  const write = createBareWriter(opened.raw);
  const transactions = recordReceptions(sized, COUNTED);
  const bare = await countRowsWritten(opened.raw, () => {
    for (const transaction of transactions) write(transaction);
  });
  const office = await countRowsWritten(opened.raw, async () => {
    for (let index = 0; index < COUNTED; index += 1) await opened.clerk.dossiers.receive(next());
  });
  // Whether an applicant or a procedure is new decides between a new row and a changed one.
  const perTable = (counted: Record<string, number>) => {
    const sums = new Map<string, number>();
    for (const [what, count] of Object.entries(counted)) {
      const table = what.split(' ')[1] ?? '';
      sums.set(table, (sums.get(table) ?? 0) + count);
    }
    return Object.fromEntries([...sums].sort(([a], [b]) => a.localeCompare(b)));
  };
  const [a, b] = [perTable(bare), perTable(office)];
  const agree = JSON.stringify(a) === JSON.stringify(b);
  if (!agree) say(`${sized.size}: bare ${JSON.stringify(bare)}, office ${JSON.stringify(office)}`);
  const perReception = Object.fromEntries(
    Object.entries(b).map(([table, count]) => [table, count / COUNTED]),
  );
  return { agree, perReception };
}

/** One block of each kind, in an order that changes from round to round. */
async function measureRound(sized: Sized, round_: number): Promise<void> {
  const { opened, rates } = sized;
  const blocks = [
    async () => {
      const inputs = Array.from({ length: WARM_UP + BLOCK }, sized.next);
      rates.contract.push(await rateOf(opened, inputs, (input) => opened.clerk.dossiers.receive(input)));
    },
    async () => {
      const inputs = Array.from({ length: WARM_UP + BLOCK }, sized.next);
      const ports = opened.office.receivePorts;
      rates.office.push(await rateOf(opened, inputs, (input) => receiveDossier(ports, input, opened.actor)));
    },
    async () => {
      const transactions = recordReceptions(sized, WARM_UP + BLOCK);
      rates.bare.push(await rateOf(opened, transactions, createBareWriter(opened.raw)));
    },
    async () => {
      const base = round_ * (WARM_UP + BLOCK);
      const indexes = Array.from({ length: WARM_UP + BLOCK }, (_, index) => base + index);
      rates.threeRows.push(await rateOf(opened, indexes, sized.threeRows));
    },
  ];
  const order = round_ % 2 === 0 ? blocks : blocks.toReversed();
  for (const block of order) await block();
}

/** Items per second. Every block begins with an empty page cache: what made its values must not have warmed it. */
async function rateOf<Item>(
  { raw }: CommitOffice,
  items: readonly Item[],
  write: (item: Item) => unknown,
): Promise<number> {
  raw.pragma('shrink_memory');
  for (const item of items.slice(0, WARM_UP)) await write(item);
  const measured = items.slice(WARM_UP);
  const begun = performance.now();
  for (const item of measured) await write(item);
  return (measured.length * 1_000) / (performance.now() - begun);
}

function ratioOf(some: readonly number[], others: readonly number[]): number {
  return median(some.map((rate, index) => rate / (others[index] ?? Number.NaN)));
}

function figuresOf({ size, rates }: Sized) {
  return {
    dossiers: size,
    receptionsPerSecond: round(median(rates.contract)),
    withoutContractPerSecond: round(median(rates.office)),
    barePerSecond: round(median(rates.bare)),
    threeRowsPerSecond: round(median(rates.threeRows)),
    ratio: round(ratioOf(rates.contract, rates.bare)),
    ratioWithoutContract: round(ratioOf(rates.office, rates.bare)),
    ratioToThreeRows: round(ratioOf(rates.contract, rates.threeRows)),
  };
}

/** How much slower the largest is than the smallest, round by round; null where there is one size only. */
function slowdownOf(all: readonly Sized[]): number | null {
  const [smallest] = all;
  const largest = all.at(-1);
  if (smallest === undefined || largest === undefined || smallest === largest) return null;
  return ratioOf(smallest.rates.contract, largest.rates.contract);
}
