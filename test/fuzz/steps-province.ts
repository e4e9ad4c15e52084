import type { Random } from '#test/fixtures/random.ts';
import { Broken } from './ledger.ts';
import { RELEASES, understand } from './releases.ts';
import type { Step } from './steps.ts';
import { arrive, deliver, isServed, JOINS_ANEW, joinAgain, refuseVersion, roundTrip } from './talk.ts';
import { receiveOne } from './work.ts';
import { MOST_RESTORES, type Place, type World } from './world.ts';

/** An answer carries at most 20 keys; the oldest ones end with years. */
const MOST_PROVINCE_KEYS = 10;

/** New keys of the office; now and then the answer to the parcel that tells of them is lost (P3). */
async function renewOfficeKeys(world: World, place: Place): Promise<string> {
  const { desk } = place;
  desk.exchange.renewKeys('u-admin');
  place.keysChanged = true;
  if (world.random.below(2) === 0) return 'done';
  // Told, kept there, and the answer lost: what is signed with the old ones is refused from now on.
  for (let parcels = 1 + world.random.below(3); parcels > 0; parcels -= 1)
    await deliver(world, place, await desk.build());
  return 'answer lost';
}

async function renewProvinceKeys({ seat, random, places }: World): Promise<string> {
  // They came into wrong hands: every office has to join anew.
  if (random.below(3) === 0) {
    await seat.province.keys.rotate({ endPresent: true });
    for (const place of places) place.keysChanged = true;
    return 'ended';
  }
  if ((await seat.province.keys.published()).length >= MOST_PROVINCE_KEYS) return 'nothing';
  await seat.province.keys.rotate({ endPresent: false });
  return 'announced';
}

/** The office tries, hears why it is not heard any more, and a person has it join anew. */
async function joinWhereShutOut(world: World, place: Place): Promise<string> {
  const isShutOut = place.revoked || JOINS_ANEW.has(place.desk.refusal() ?? '');
  if (!isShutOut || !isServed(world, place)) return 'nothing';
  const told = await roundTrip(world, place);
  world.counts.add(`told to join anew: ${told}`);
  if (!JOINS_ANEW.has(told) && !place.revoked) return `heard again: ${told}`;
  if (!JOINS_ANEW.has(told)) throw new Broken(`${place.disk.office} was shut out and told ${told}`);
  return joinAgain(world, place);
}

/** The administrator writes the agency code wrong, or right again. */
async function changeAgency({ seat }: World, place: Place): Promise<string> {
  const { office, agencyCode } = place.disk;
  const isWrong = !place.agencyWrong;
  const refused = await seat.changeAgency(office, isWrong ? `${agencyCode}.9` : agencyCode);
  if (refused !== null) return `refused: ${refused}`;
  place.agencyWrong = isWrong;
  return isWrong ? 'wrong' : 'right';
}

/** Of two parcels that are under way at once the second may arrive first, and be answered first. */
async function twoUnderWay(world: World, place: Place): Promise<string> {
  const { desk } = place;
  const receive = () => {
    world.people += 1;
    receiveOne(desk, world.random, world.people);
  };
  receive();
  const first = await desk.buildWhole();
  // What is written while the first one is under way.
  receive();
  if (world.random.below(2) === 0) receive();
  const second = await desk.buildAfter(first);
  const inOrder = world.random.below(2) === 0;
  const parcels = inOrder ? [first, second] : [second, first];
  const answers: Uint8Array[] = [];
  for (const { bytes } of parcels) answers.push(await deliver(world, place, bytes));
  if (world.random.below(2) === 0) answers.reverse();
  for (const answer of answers) await arrive(place, answer);
  const what = second.entries > 0 && first.entries > 0 ? 'both with entries' : 'one of them empty';
  return `${what}, ${inOrder ? 'in order' : 'the second first'}`;
}

/**
 * The administrator says that a station ended, which a desk without a line does not hear of and goes on: what it numbers
 * after that day is rejected and stays so (L9, L10). A person has it begin another station.
 */
async function endStation({ seat, random }: World, place: Place): Promise<string> {
  if (place.stationEnded || place.restores >= MOST_RESTORES) return 'nothing';
  await seat.endStation(place.disk.office, place.desk.station, random.below(2));
  place.stationEnded = true;
  place.restores += 1;
  return 'done';
}

/** A release that is not this one. */
const another = (random: Random, release: number) =>
  (release + 1 + random.below(RELEASES.length - 1)) % RELEASES.length;

export const PROVINCE_STEPS: readonly Step[] = [
  { name: 'office-keys', weight: 4, step: renewOfficeKeys },
  { name: 'province-keys', weight: 1, step: renewProvinceKeys },
  {
    name: 'shut-out',
    weight: 2,
    step: async ({ seat }, place) => {
      await seat.revoke(place.disk.office);
      place.revoked = true;
      return 'done';
    },
  },
  { name: 'join-again', weight: 12, step: joinWhereShutOut },
  {
    name: 'agency-code',
    weight: 3,
    step: changeAgency,
  },
  {
    name: 'office-release',
    weight: 6,
    step: async (world, place) => {
      await place.desk.close();
      place.release = another(world.random, place.release);
      await world.reopen(place);
      return isServed(world, place) ? 'served' : 'not served';
    },
  },
  {
    name: 'province-release',
    weight: 1,
    step: async ({ seat, random }) => {
      await seat.restart(another(random, seat.release));
      return `release ${seat.release}`;
    },
  },
  {
    name: 'not-served',
    weight: 6,
    step: async (world, place) => {
      if (place.revoked) return 'nothing';
      if (isServed(world, place)) {
        // The oldest at the newest, or the newest at the oldest; one between knows both.
        const far = RELEASES.length - 1 - world.seat.release;
        if (understand(far, world.seat.release)) return 'nothing';
        await place.desk.close();
        place.release = far;
        await world.reopen(place);
      }
      return refuseVersion(world, place);
    },
  },
  { name: 'station-ended', weight: 1, step: endStation },
  { name: 'two-under-way', weight: 20, step: twoUnderWay },
];
