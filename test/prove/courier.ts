import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findEncryptionKey } from '#main/province/enrol/index.ts';
import { findSecret } from '#office/exchange/office-keys.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import { EXCHANGE_CODES, type PublicKey } from '#shared/exchange/index.ts';
import { createRandom, type Random } from '../fixtures/random.ts';
import { createSeededIds } from '../fixtures/seeded-ids.ts';
import { checkAgreement } from '../fuzz/invariants.ts';
import { checkProvince } from '../fuzz/invariants-province.ts';
import { createLedger, type Ledger } from '../fuzz/ledger.ts';
import { type Desk, openDesk } from '../fuzz/office.ts';
import { openSeat, type Seat } from '../fuzz/province.ts';
import { grantOwnRange, receiveOne } from '../fuzz/work.ts';
import { type Damaged, damagesOf, partsOfStick, randomBytes } from './courier-damage.ts';
import { haveArrived, publishPacks, signDocuments } from './courier-files.ts';
import { resealed } from './courier-inside.ts';
import { officeTrace, provinceTrace } from './courier-traces.ts';
import { round, say, wholeNumber } from './measure.ts';

const START = Date.parse('2026-11-23T08:00:00+07:00');
const MOST_JOURNEYS = 40;
/** More than one, so that they can change places. */
const DOCUMENTS = 2;

/**
 * The proof `courier`. `--records 5000` `--random 500` `--seed 1`: an office that never has a line joins by stick,
 * receives so many people, and carries everything to the province and the answers back, file by file; signed documents lie
 * beside its records, packs beside the answers. Each way, the first file is brought changed at every structural place,
 * within its seal too (list, lengths, container, each file), and at so many random bytes, cut, and mixed from parts of
 * two: each is refused with a reason, and neither database has a row written by it. Whole files are brought again and in
 * another order. In the end both sides hold the same, every record is closed, and every file and pack has arrived. On the
 * PostgreSQL of `DATABASE_URL` (empty), or on the embedded one.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { records: text, random: text, seed: text } });
  const records = wholeNumber('records', values.records ?? '5000', 10);
  const times = wholeNumber('random', values.random ?? '500', 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const began = performance.now();
  const directory = mkdtempSync(path.join(os.tmpdir(), 'tram-mot-cua-courier-'));
  const time = { now: START };
  const clock = { now: () => time.now };
  const seat = await openSeat({
    clock,
    ids: createSeededIds(seed, clock),
    databaseUrl: process.env['DATABASE_URL'],
  });
  const open = (index: number) =>
    openDesk(
      {
        office: `office-${index}`,
        index,
        directory: path.join(directory, `office-${index}`),
        agencyCode: `H44.15${index}`,
        origin: `01980000-0000-7000-8000-00000000000${index}`,
      },
      { clock, seed: seed + index, newer: false, release: 0 },
    );
  const desks = [await open(1), await open(2)] as const;
  try {
    const [desk, neighbour] = desks;
    const random = createRandom(seed);
    for (const one of desks) {
      grantOwnRange(one, '2020-01-01', 9999);
      await one.enrol(seat, { way: 'stick', again: false, lost: false });
      // The province's numbers come with the first answer.
      await carry(one, seat);
    }
    // What the province wants of files, and the office of packs, is said with an answer.
    let people = 1;
    receiveOne(desk, random, people);
    const documents = signDocuments(desk, random, DOCUMENTS);
    await carry(desk, seat);
    await publishPacks(seat);
    const journey: Journey = {
      ...{ desk, seat, random, times, documents },
      ...{ ledger: createLedger(), refusals: {}, taken: [] },
    };
    while (people < records) {
      time.now += random.below(90_000);
      people += 1;
      const done = receiveOne(desk, random, people);
      if (done !== 'done') throw new Error(`reception ${people}: ${done}`);
    }
    receiveOne(neighbour, random, records + 1);
    say(`${records} receptions after ${seconds(began)} s`);
    const figures = await courier(journey, neighbour);
    return {
      ok: figures.ok,
      figures: {
        records,
        ...figures,
        damaged: Object.values(journey.refusals).reduce((sum, count) => sum + count, 0),
        taken: journey.taken.length,
        refusals: journey.refusals,
        database: seat.kind,
        seconds: seconds(began),
      },
    };
  } finally {
    for (const desk of desks) await desk.close();
    await seat.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

type Journey = {
  readonly desk: Desk;
  readonly seat: Seat;
  readonly random: Random;
  readonly times: number;
  /** Files that lie beside the records. */
  readonly documents: readonly string[];
  readonly ledger: Ledger;
  /** By reason, with the way in front. */
  readonly refusals: Record<string, number>;
  /** What was done to files that were taken all the same: nothing, when all is well. */
  readonly taken: string[];
};

const seconds = (began: number) => round((performance.now() - began) / 1000);

/** One file there and its answer back. */
async function carry(desk: Desk, seat: Seat): Promise<void> {
  const answer = await answerTo(seat, await desk.exportStick());
  const taken = await desk.importStick(answer);
  if (taken !== 'taken') throw new Error(`a whole answer was refused: ${taken}`);
}

async function answerTo(seat: Seat, file: Uint8Array): Promise<Uint8Array> {
  const { code, answer } = await seat.importStick(file);
  if (code !== null || answer === null) throw new Error(`a whole file was refused: ${code}`);
  return answer;
}

async function courier(journey: Journey, neighbour: Desk) {
  const { desk, seat, ledger } = journey;
  const [first, second] = [await desk.exportStick(), await desk.exportStick()];
  await tryDamaged(journey, 'to the province', await damagedFor(journey, first, second, provinceKeys(seat)), {
    trace: () => provinceTrace(seat.sql),
    bring: async (bytes) => (await seat.importStick(bytes)).code ?? 'taken',
  });
  const answer = await answerTo(seat, first);
  const held = await provinceTrace(seat.sql, ['entries', 'verdicts', 'dossiers', 'dossier_codes', 'leases']);
  // Brought again, and another file with the same entries behind it: nothing more happens.
  const [again, other] = [await answerTo(seat, first), await answerTo(seat, second)];
  const replayed =
    held === (await provinceTrace(seat.sql, ['entries', 'verdicts', 'dossiers', 'dossier_codes', 'leases']));
  const strange = await answerTo(seat, await neighbour.exportStick());
  const keys = officeKeys(journey);
  const damaged = await damagedFor(journey, answer, other, keys);
  damaged.push({ what: "another office's answer", bytes: strange });
  await tryDamaged(journey, 'back to the office', damaged, {
    trace: () => officeTrace(desk.db),
    bring: (bytes) => desk.importStick(bytes),
  });
  // In another order than they were written, and each twice.
  const outcomes = [];
  for (const one of [other, again, answer, other, answer]) outcomes.push(await desk.importStick(one));
  let journeys = 1;
  for (; journeys < MOST_JOURNEYS && isOpen(desk); journeys += 1) await carry(desk, seat);
  ledger.look(desk);
  await checkAgreement(desk, seat.sql, ledger);
  await checkProvince(seat.sql);
  const { counts } = desk.exchange.summary();
  const closed = !isOpen(desk) && counts.rejected === 0 && counts.conflict === 0;
  const repeats = outcomes.every((outcome) => outcome === 'taken');
  const arrived = await haveArrived(seat, desk, journey.documents);
  return {
    ok: replayed && repeats && closed && arrived && journey.taken.length === 0,
    fileBytes: first.length,
    answerBytes: answer.length,
    entries: counts.accepted,
    journeys,
    replayHarmless: replayed && repeats,
    filesArrived: arrived,
    closed,
  };
}

function isOpen(desk: Desk): boolean {
  const { held, sent } = desk.exchange.summary().counts;
  return held + sent > 0 || desk.wantsMore();
}

type Keys = {
  findSecret: (kid: string) => Promise<string | undefined>;
  receiver: () => Promise<PublicKey | undefined>;
};

const provinceKeys = ({ province }: Seat): Keys => ({
  findSecret: (kid) => province.keys.findSecret(kid),
  receiver: async () => (await province.keys.published()).find(({ use }) => use === 'encrypt'),
});

const officeKeys = ({ desk, seat }: Journey): Keys => ({
  findSecret: async (kid) => findSecret(desk.db, kid),
  receiver: () => findEncryptionKey(seat.sql, desk.disk.office, officeTimestamp(desk.clock.now())),
});

async function damagedFor(
  { random, times }: Journey,
  file: Uint8Array,
  other: Uint8Array,
  keys: Keys,
): Promise<Damaged[]> {
  const receiver = await keys.receiver();
  if (receiver === undefined) throw new Error('nobody to seal a file to');
  return [
    ...damagesOf(file, other, partsOfStick),
    ...(await resealed(file, other, { findSecret: keys.findSecret, receiver })),
    ...randomBytes(file, random, times),
  ];
}

/** Brings every damaged file; each has to be refused by a reason of the closed list, with nothing written. */
async function tryDamaged(
  journey: Journey,
  way: string,
  files: readonly Damaged[],
  side: { trace: () => Promise<string> | string; bring: (bytes: Uint8Array) => Promise<string> },
): Promise<void> {
  const before = await side.trace();
  for (const { what, bytes } of files) {
    const outcome = await side.bring(bytes);
    const refusal = `${way}: ${outcome}`;
    journey.refusals[refusal] = (journey.refusals[refusal] ?? 0) + 1;
    const known = outcome in EXCHANGE_CODES && outcome !== 'internal';
    if (!known || (await side.trace()) !== before) {
      journey.taken.push(`${way}: ${what}: ${outcome}`);
      say(`not refused as it should be, ${way}: ${what}: ${outcome}`);
      return;
    }
  }
  say(`${files.length} damaged files ${way}`);
}
