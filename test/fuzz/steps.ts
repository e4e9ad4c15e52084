import type { Random } from '#test/fixtures/random.ts';
import { Broken } from './ledger.ts';
import { keepBackup, putBackupBack } from './office.ts';
import { cancelOne, correctOne, eraseOne, receiveOne, writeFutureEntry } from './work.ts';
import type { Place, World } from './world.ts';

/** Something that happens; gives what came of it, for the counts. */
type Step = (world: World, place: Place) => Promise<string> | string;

const DAY = 86_400_000;
const KEPT = 6;

/** Keeps a few things that may come again, the oldest going first. */
function keep(list: Uint8Array[], bytes: Uint8Array): void {
  list.push(bytes);
  if (list.length > KEPT) list.shift();
}

/** Takes any one out: what was sent first need not arrive first. */
function takeAny(random: Random, list: Uint8Array[]): Uint8Array | undefined {
  return list.length === 0 ? undefined : list.splice(random.below(list.length), 1)[0];
}

async function deliver(world: World, place: Place, parcel: Uint8Array): Promise<Uint8Array> {
  keep(place.way.oldParcels, parcel);
  return world.seat.province.handle(parcel, { address: '192.0.2.1' });
}

async function arrive(place: Place, answer: Uint8Array): Promise<string> {
  keep(place.way.oldAnswers, answer);
  return place.desk.take(answer);
}

/** One byte of a file is another one, it ends early, or something follows. */
function damage(random: Random, bytes: Uint8Array): Uint8Array {
  const kind = random.below(3);
  if (kind === 0) return bytes.slice(0, random.below(bytes.length));
  if (kind === 1) return Buffer.concat([bytes, Buffer.of(random.below(256))]);
  const changed = bytes.slice();
  const place = random.below(bytes.length);
  changed[place] = (changed[place] ?? 0) ^ (1 + random.below(255));
  return changed;
}

/** A number that no store may change for a file that was refused. */
async function traceOf({ seat }: World, { desk, disk }: Place): Promise<string> {
  const [row] = await seat.sql.query(
    `select (select count(*) from entries where office = $1)::int as entries,
       (select count(*) from verdicts where office = $1)::int as verdicts,
       (select count(*) from leases where office = $1)::int as leases`,
    [disk.office],
  );
  return JSON.stringify([row, desk.journal.heads(), desk.exchange.summary().counts]);
}

async function refuseDamaged(world: World, place: Place, file: Uint8Array, stick: boolean): Promise<string> {
  const before = await traceOf(world, place);
  const bytes = damage(world.random, file);
  let outcome: string;
  if (stick) {
    const read = await world.seat.importStick(bytes);
    outcome = read.code ?? 'taken';
  } else outcome = await place.desk.take(bytes);
  if (outcome === 'taken') throw new Broken('a damaged file was taken');
  if ((await traceOf(world, place)) !== before)
    throw new Broken(`a damaged file (${outcome}) changed something`);
  return outcome;
}

/** All that may happen, with how often it does, in thousandths. */
export const STEPS: readonly { name: string; weight: number; step: Step }[] = [
  {
    name: 'receive',
    weight: 360,
    step: (world, { desk }) => {
      world.people += 1;
      return receiveOne(desk, world.random, world.people);
    },
  },
  {
    name: 'correct',
    weight: 110,
    step: (world, { desk, disk }) => correctOne(desk, world.random, world.ledger.dossiersOf(disk.office)),
  },
  {
    name: 'cancel',
    weight: 35,
    step: (world, { desk, disk }) => cancelOne(desk, world.random, world.ledger.dossiersOf(disk.office)),
  },
  {
    name: 'erase',
    weight: 25,
    step: (world, { desk, disk }) => eraseOne(desk, world.random, world.ledger.dossiersOf(disk.office)),
  },
  {
    name: 'write-future-kind',
    weight: 10,
    step: (world, { desk, newer }) => (newer ? writeFutureEntry(desk, world.random) : 'nothing'),
  },
  {
    name: 'round-trip',
    weight: 90,
    step: async (world, place) => {
      const parcel = await place.desk.build();
      return arrive(place, await deliver(world, place, parcel));
    },
  },
  {
    name: 'send',
    weight: 40,
    step: async (_world, { desk, way }) => {
      keep(way.out, await desk.build());
      return 'done';
    },
  },
  {
    name: 'parcel-arrives',
    weight: 45,
    step: async (world, place) => {
      const parcel = takeAny(world.random, place.way.out);
      if (parcel === undefined) return 'nothing';
      keep(place.way.back, await deliver(world, place, parcel));
      return 'done';
    },
  },
  {
    name: 'answer-arrives',
    weight: 45,
    step: async (world, place) => {
      const answer = takeAny(world.random, place.way.back);
      return answer === undefined ? 'nothing' : arrive(place, answer);
    },
  },
  {
    name: 'parcel-lost',
    weight: 12,
    step: (world, { way }) => (takeAny(world.random, way.out) === undefined ? 'nothing' : 'done'),
  },
  {
    name: 'answer-lost',
    weight: 12,
    step: (world, { way }) => (takeAny(world.random, way.back) === undefined ? 'nothing' : 'done'),
  },
  {
    name: 'cut-before-commit',
    weight: 12,
    step: async (world, place) => {
      const before = await traceOf(world, place);
      world.seat.cutNextCommit();
      const answer = await deliver(world, place, await place.desk.build());
      if (world.seat.isCutWaiting()) throw new Broken('a parcel was handled without a transaction');
      if ((await traceOf(world, place)) !== before)
        throw new Broken('a cut before the commit left something behind');
      return arrive(place, answer);
    },
  },
  {
    name: 'cut-after-commit',
    weight: 12,
    step: async (world, place) => {
      await deliver(world, place, await place.desk.build());
      return 'done';
    },
  },
  {
    name: 'parcel-again',
    weight: 20,
    step: async (world, place) => {
      const { oldParcels, back } = place.way;
      if (oldParcels.length === 0) return 'nothing';
      keep(back, await world.seat.province.handle(world.random.pick(oldParcels), { address: '192.0.2.1' }));
      return 'done';
    },
  },
  {
    name: 'answer-again',
    weight: 20,
    step: async (world, { desk, way }) =>
      way.oldAnswers.length === 0 ? 'nothing' : desk.take(world.random.pick(way.oldAnswers)),
  },
  {
    name: 'stick-out',
    weight: 15,
    step: async (_world, { desk, way }) => {
      keep(way.sticksOut, await desk.exportStick());
      return 'done';
    },
  },
  {
    name: 'stick-arrives',
    weight: 18,
    step: async (world, place) => {
      const { sticksOut, sticksBack } = place.way;
      const file = takeAny(world.random, sticksOut);
      if (file === undefined) return 'nothing';
      // The stick stays in somebody's pocket and is brought again.
      if (world.random.below(4) === 0) keep(sticksOut, file);
      const { code, answer } = await world.seat.importStick(file);
      if (answer !== null) keep(sticksBack, answer);
      if (code !== null) return `refused: ${code}`;
      return 'done';
    },
  },
  {
    name: 'stick-answer-arrives',
    weight: 18,
    step: async (world, place) => {
      const file = takeAny(world.random, place.way.sticksBack);
      if (file === undefined) return 'nothing';
      if (world.random.below(4) === 0) keep(place.way.sticksBack, file);
      return place.desk.importStick(file);
    },
  },
  {
    name: 'damaged-stick',
    weight: 6,
    step: async (world, place) => refuseDamaged(world, place, await place.desk.exportStick(), true),
  },
  {
    name: 'damaged-answer',
    weight: 6,
    step: async (world, place) => {
      const [answer] = place.way.oldAnswers;
      return answer === undefined ? 'nothing' : refuseDamaged(world, place, answer, false);
    },
  },
  {
    name: 'somebody-elses-answer',
    weight: 4,
    step: async (world, place) => {
      const other = world.random.pick(world.places);
      const [answer] = other.way.oldAnswers;
      if (other === place || answer === undefined) return 'nothing';
      const before = await traceOf(world, place);
      const outcome = await place.desk.take(answer);
      if (outcome === 'taken') throw new Broken("another office's answer was taken");
      if ((await traceOf(world, place)) !== before)
        throw new Broken("another office's answer changed something");
      return outcome;
    },
  },
  {
    name: 'look-again',
    weight: 5,
    step: (_world, { desk }) => desk.retryAll(),
  },
  {
    name: 'settle',
    weight: 20,
    step: (world, { desk }) => desk.settleOne(world.random),
  },
  {
    name: 'restart',
    weight: 12,
    step: async (world, place) => {
      await place.desk.close();
      // The program is changed for another release and back.
      if (world.random.below(3) === 0) place.newer = !place.newer;
      await world.reopen(place);
      return 'done';
    },
  },
  {
    name: 'backup',
    weight: 8,
    step: async (world, place) => {
      await place.desk.close();
      keepBackup(place.disk);
      place.hasBackup = true;
      await world.reopen(place);
      return 'done';
    },
  },
  {
    name: 'restore',
    weight: 4,
    step: async (world, place) => {
      if (!place.hasBackup || place.restores >= MOST_RESTORES) return 'nothing';
      const { station } = place.desk;
      await place.desk.close();
      putBackupBack(place.disk, world.random.below(2) === 0);
      world.ledger.forgetHeads(place.disk.office);
      await world.reopen(place);
      if (place.desk.station === station) return 'same-station';
      place.restores += 1;
      // People come back with papers that the older copy knows in an older version.
      const known = world.ledger.correctedBy(place.disk.office);
      for (let times = world.random.below(8); times > 0; times -= 1) {
        if (world.random.below(5) === 0) cancelOne(place.desk, world.random, known);
        else correctOne(place.desk, world.random, known);
      }
      return 'new-station';
    },
  },
  {
    name: 'clock-wrong',
    weight: 2,
    step: ({ random }, place) => {
      place.skew = Math.round((random.next() * 2 - 1) * 180 * DAY);
      return 'done';
    },
  },
  {
    name: 'clock-right',
    weight: 4,
    step: (_world, place) => {
      const wrong = place.skew !== 0;
      place.skew = 0;
      return wrong ? 'done' : 'nothing';
    },
  },
  {
    name: 'days-pass',
    weight: 3,
    step: (world) => {
      world.now += (1 + world.random.below(12)) * DAY;
      return 'done';
    },
  },
];

/** Each restored copy takes serials of its own for good: an office's share of a day is not endless. */
export const MOST_RESTORES = 4;

const TOTAL = STEPS.reduce((sum, { weight }) => sum + weight, 0);

/** One of the steps, as often as its weight says. */
export function chooseStep(random: Random): (typeof STEPS)[number] {
  let left = random.below(TOTAL);
  for (const step of STEPS) {
    left -= step.weight;
    if (left < 0) return step;
  }
  throw new RangeError('weights do not add up');
}
