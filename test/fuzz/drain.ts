import { containerSha256, readAnnounced, readContainer } from '#main/parcels/index.ts';
import { sql } from '#office/storage/index.ts';
import { Broken } from './ledger.ts';
import { rangeOf } from './releases.ts';
import { isServed, JOINS_ANEW, joinAgain, refuseVersion, roundTrip } from './talk.ts';
import type { Place, World } from './world.ts';

const MOST_ROUNDS = 60;

/**
 * Everything that a person, time and a good line bring in the end: programs that understand each other, keys that are
 * known, parcels to and fro until both know everything.
 */
export async function drain(world: World, place: Place): Promise<void> {
  if (!isServed(world, place)) {
    if (!place.revoked) world.counts.add(`told in the end: ${await refuseVersion(world, place)}`);
    await place.desk.close();
    place.release = world.seat.release;
    await world.reopen(place);
  }
  let said = '';
  let refusals = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { disk } = place;
    const bytes = await place.desk.build();
    const answer = await world.seat.province.handle(bytes, { address: `192.0.2.${disk.index}` });
    const outcome = await place.desk.take(answer);
    world.ledger.look(place.desk);
    if (outcome !== 'taken') world.counts.add(`drain: ${outcome}`);
    if (JOINS_ANEW.has(outcome)) {
      refusals += 1;
      // At first it may only have taken up its new keys.
      if (place.revoked || refusals > 1) await joinAgain(world, place);
      continue;
    }
    refusals = 0;
    const { held, sent } = place.desk.exchange.summary().counts;
    if (held + sent === 0 && outcome === 'taken' && !place.desk.wantsMore()) return;
    if (round === MOST_ROUNDS - 1)
      said = `${outcome}; ${await inWords(world, answer)}; ${await standingsOf(world, place, bytes)}`;
  }
  const { disk, desk } = place;
  throw new Broken(
    `${disk.office} never comes to an end: ${JSON.stringify(desk.exchange.summary())}; ${said}`,
  );
}

/** The province tells of so many days in turn that this reaches all that the desk compares. */
const MOST_DAY_ROUNDS = 24;

/** The province is asked for its counts of so many days at once: parcels to and fro until the desk shows them all. */
export async function compareDays(world: World, place: Place): Promise<void> {
  for (let rounds = 0; ; rounds += 1) {
    const untold = await daysShownOtherwise(world, place);
    if (rounds > 0) world.counts.add('seen: a day told later', untold === 0 ? 1 : 0);
    if (untold === 0 || rounds === MOST_DAY_ROUNDS) return;
    await roundTrip(world, place);
  }
}

/** Days of which the desk does not show what the province counts now. */
async function daysShownOtherwise({ seat }: World, { desk, disk }: Place): Promise<number> {
  const told = await seat.sql.query<{ day: string; accepted: number; rejected: number; conflict: number }>(
    'select day, accepted, rejected, conflict from day_counts where office = $1',
    [disk.office],
  );
  const counts = new Map(told.map((one) => [one.day, one]));
  return (await desk.daysCompared()).filter(({ day, there, rejected, conflict }) => {
    const its = counts.get(day) ?? { accepted: 0, rejected: 0, conflict: 0 };
    const shown = [(there ?? 0) - rejected - conflict, rejected, conflict];
    return shown.join() !== [its.accepted, its.rejected, its.conflict].join();
  }).length;
}

/** What the desk knows of its stations, what it sent last, and what the province holds of that, for whoever looks at a failure. */
async function standingsOf({ seat }: World, { desk, disk }: Place, bytes: Uint8Array): Promise<string> {
  const sent = await readAnnounced(bytes, {
    sha256: containerSha256(bytes),
    findKey: () => undefined,
    types: ['office-parcel'],
    serves: desk.serves,
  });
  const runs = sent.ok
    ? sent.value.payload.runs.map(({ station, first, prev, entries }) => ({
        ...{ station, first, prev, entries: entries.length },
      }))
    : sent.error.code;
  const ownHeads = desk.journal.heads().filter(({ chain }) => chain === 'exchange');
  const kept = desk.db.all(sql`select * from exchange_stations`);
  const accepted = desk.db.all(sql`select * from exchange_accepted`);
  const others = desk.db.all(sql`
    select station, state, code, ours, min(seq) as first, max(seq) as last, count(*) as count from exchange_said
    group by station, state, code, ours`);
  const lines = await seat.sql.query(
    `select station, fork, state, code, min(seq) as first, max(seq) as last, count(*)::integer as count
     from entries where office = $1 group by station, fork, state, code order by station, fork`,
    [disk.office],
  );
  const verdicts = await seat.sql.query('select * from verdicts where office = $1 order by n', [disk.office]);
  return JSON.stringify({ runs, ownHeads, kept, accepted, others, lines, verdicts });
}

/** What an answer says, for whoever looks at a failure. */
async function inWords({ seat }: World, answer: Uint8Array): Promise<string> {
  const keys = await seat.province.keys.published();
  const read = await readContainer(answer, {
    findKey: (kid) => keys.find((key) => key.kid === kid),
    now: 'created',
    types: ['province-parcel', 'province-refusal'],
    serves: rangeOf(seat.release),
  });
  if (!read.ok) return read.error.code;
  const { payload } = read.value;
  if (payload.type === 'province-refusal') return `${payload.code}: ${payload.message}`;
  const { feed, heads, refused, missing } = payload;
  const given = missing.map(({ station, first, entries }) => ({ station, first, entries: entries.length }));
  return JSON.stringify({ feed: { ...feed, verdicts: feed.verdicts.length }, heads, refused, given });
}
