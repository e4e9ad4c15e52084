import { Broken } from './ledger.ts';
import { understand } from './releases.ts';
import type { Place, World } from './world.ts';

/** What a province says to an office that it does not take parcels of any more: a person has it join anew. */
export const JOINS_ANEW: ReadonlySet<string> = new Set([
  'office-revoked',
  'office-unknown',
  'unknown-key',
  'key-not-valid',
]);

const KEPT = 6;

/** Keeps a few things that may come again, the oldest going first. */
export function keep(list: Uint8Array[], bytes: Uint8Array): void {
  list.push(bytes);
  if (list.length > KEPT) list.shift();
}

/** A parcel arrives at the province; gives what it answers. */
export async function deliver(world: World, place: Place, parcel: Uint8Array): Promise<Uint8Array> {
  keep(place.way.oldParcels, parcel);
  return world.seat.province.handle(parcel, { address: `192.0.2.${place.disk.index}` });
}

/** An answer arrives at the office. */
export async function arrive(place: Place, answer: Uint8Array): Promise<string> {
  keep(place.way.oldAnswers, answer);
  return place.desk.take(answer);
}

/** A parcel and its answer, over a good line. */
export async function roundTrip(world: World, place: Place): Promise<string> {
  const { desk, disk } = place;
  const answer = await world.seat.province.handle(await desk.build(), { address: `192.0.2.${disk.index}` });
  const outcome = await desk.take(answer);
  world.ledger.look(desk);
  return outcome;
}

/** Whether the programs of both sides have a version in common (P13). */
export const isServed = ({ seat }: World, { release }: Place): boolean => understand(release, seat.release);

/** What a parcel may change, at both ends. */
export async function traceOf({ seat }: World, { desk, disk }: Place): Promise<string> {
  const [row] = await seat.sql.query(
    `select (select count(*) from entries where office = $1)::int as entries,
       (select count(*) from verdicts where office = $1)::int as verdicts,
       (select count(*) from leases where office = $1)::int as leases`,
    [disk.office],
  );
  return JSON.stringify([row, desk.journal.heads(), desk.exchange.summary().counts]);
}

/**
 * Outside of the served range both sides say so, nothing changes, and the desk goes on (P13). Gives what the office was
 * told.
 */
export async function refuseVersion(world: World, place: Place): Promise<string> {
  const before = await traceOf(world, place);
  const outcome = await roundTrip(world, place);
  // Whoever is not known is not listened to, whatever the version.
  if (JOINS_ANEW.has(outcome)) return `not heard: ${outcome}`;
  const expected = place.release < world.seat.release ? 'version-too-old' : 'version-too-new';
  const where = `${place.disk.office} (release ${place.release}) at release ${world.seat.release}`;
  if (outcome !== expected) throw new Broken(`${where} was told ${outcome} instead of ${expected}`);
  if (place.desk.refusal() !== expected || place.desk.isServed())
    throw new Broken(`${where}: the desk does not show that the programs do not understand each other`);
  if ((await traceOf(world, place)) !== before)
    throw new Broken(`${where}: a parcel of a version that is not served changed something`);
  return outcome;
}

/** A person joins the office to its province once more; it has to have been told that it must. */
export async function joinAgain(world: World, place: Place): Promise<string> {
  const way = world.random.below(3) === 0 ? ('stick' as const) : ('code' as const);
  const lost = way === 'code' && world.random.below(2) === 0;
  await place.desk.enrol(world.seat, { way, again: true, lost });
  place.revoked = false;
  place.keysChanged = true;
  world.ledger.look(place.desk);
  world.counts.add(`join again: ${way}${lost ? ', an answer lost' : ''}`);
  return way;
}
