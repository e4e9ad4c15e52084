import type { Random } from '#test/fixtures/random.ts';
import { missingEffects } from './effects.ts';
import { Broken } from './ledger.ts';
import { DISK_STEPS } from './steps-disk.ts';
import { FILE_STEPS } from './steps-files.ts';
import { PACK_STEPS } from './steps-packs.ts';
import { PROVINCE_STEPS } from './steps-province.ts';
import { arrive, deliver, JOINS_ANEW, keep, traceOf } from './talk.ts';
import { cancelOne, correctOne, eraseOne, receiveOne, takeFee, writeFutureEntry } from './work.ts';
import type { Place, World } from './world.ts';

/** Something that may happen, how often beside the others, and what it does: gives what came of it, for the counts. */
export type Step = {
  readonly name: string;
  readonly weight: number;
  readonly step: (world: World, place: Place) => Promise<string> | string;
};

const DAY = 86_400_000;

/** Why a parcel is refused before anything is looked up that a transaction would be needed for. */
const AT_THE_DOOR: ReadonlySet<string> = new Set([...JOINS_ANEW, 'version-too-old', 'version-too-new']);

/** Takes any one out: what was sent first need not arrive first. */
function takeAny(random: Random, list: Uint8Array[]): Uint8Array | undefined {
  return list.length === 0 ? undefined : list.splice(random.below(list.length), 1)[0];
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

/** What happens at a desk, on the line and on sticks. */
const DESK_AND_LINE: readonly Step[] = [
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
    name: 'take-fee',
    weight: 15,
    step: (world, { desk, disk }) => takeFee(desk, world.random, world.ledger.dossiersOf(disk.office)),
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
      const isCut = !world.seat.isCutWaiting();
      world.seat.cutNothing();
      if ((await traceOf(world, place)) !== before)
        throw new Broken('a cut before the commit left something behind');
      const outcome = await arrive(place, answer);
      if (isCut) return `cut: ${outcome}`;
      if (!AT_THE_DOOR.has(outcome))
        throw new Broken(`a parcel was answered without a transaction: ${outcome} ${world.seat.lastError()}`);
      return `not let in: ${outcome}`;
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
      const address = `192.0.2.${place.disk.index}`;
      keep(back, await world.seat.province.handle(world.random.pick(oldParcels), { address }));
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

/** Everything that may happen. */
export const STEPS: readonly Step[] = [
  ...DESK_AND_LINE,
  ...DISK_STEPS,
  ...FILE_STEPS,
  ...PACK_STEPS,
  ...PROVINCE_STEPS,
];

const TOTAL = STEPS.reduce((sum, { weight }) => sum + weight, 0);

/** One of the steps, as often as its weight says. */
export function chooseStep(random: Random): Step {
  let left = random.below(TOTAL);
  for (const step of STEPS) {
    left -= step.weight;
    if (left < 0) return step;
  }
  throw new RangeError('weights do not add up');
}

/** Effects that are counted under another name than that of the step that brings them. */
const BROUGHT_BY: Readonly<Record<string, string>> = {
  'piece of a file': 'send-files',
  'join again': 'join-again',
  'told in the end': 'not-served',
};

/** A step whose effect is still missing: so that a short run has done everything, too. Undefined: none is. */
export function findWantedStep({ counts, random }: World): Step | undefined {
  const names = missingEffects(counts.all()).map((effect) => /^\/\^([^:$]*)/.exec(effect)?.[1] ?? '');
  const wanted = names
    .map((name) => STEPS.find((step) => step.name === (BROUGHT_BY[name] ?? name)))
    .filter((step) => step !== undefined);
  return wanted.length === 0 ? undefined : random.pick(wanted);
}
