import { readContainer } from '#main/parcels/index.ts';
import type { Sql } from '#main/province/index.ts';
import { checkAgreement, checkProvince } from './invariants.ts';
import { killOnce } from './kill.ts';
import { Broken } from './ledger.ts';
import type { Sabotage } from './sabotage.ts';
import { chooseStep } from './steps.ts';
import { grantOwnRange, receiveOne } from './work.ts';
import { openWorld, type Place, type World } from './world.ts';

export type FuzzOptions = {
  readonly steps: number;
  readonly seed: number;
  /** How many offices there are in the end; they join one after another. */
  readonly offices: number;
  /** How many processes that hold an office are killed. */
  readonly kills: number;
  /** Real PostgreSQL; left out: the embedded one, in memory. */
  readonly databaseUrl?: string | undefined;
  /** Each breaks one rule on purpose when all is done, and is undone again; the checks must see it. */
  readonly sabotages?: readonly Sabotage[];
  readonly onProgress?: (step: number) => void;
};

export type FuzzOutcome = {
  readonly counts: Record<string, number>;
  /** Entries at the province in the end, stations that wrote them, codes given. */
  readonly entries: number;
  readonly stations: number;
  readonly codes: number;
  /** What the checks said of each rule that was broken on purpose; null: nothing. */
  readonly sabotaged: Record<string, string | null>;
};

/** What was found, with all that brings it back. */
export class FuzzFailure extends Error {
  constructor(seed: number, step: number, name: string, cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`seed ${seed}, steps ${step}: ${name}: ${message}`, { cause });
  }
}

const MINUTE = 60_000;
const CHECK_EVERY = 250;
const CHECK_ALL_EVERY = 10_000;
const MOST_ROUNDS = 60;

/**
 * Many offices and one province through everything that may happen to them, chosen by `seed` alone. Throws FuzzFailure
 * with the seed and the number of steps after which it was seen; the same two show it again.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzOutcome> {
  const { seed, steps } = options;
  const world = await openWorld(seed, options.databaseUrl);
  let step = 0;
  let name = 'opening';
  try {
    for (; step < steps; step += 1) {
      if (
        world.places.length <
        Math.min(options.offices, 2 + (step * options.offices) / Math.max(1, steps * 0.6))
      ) {
        name = 'join';
        await join(world);
      }
      const place = world.random.pick(world.places);
      world.now += world.random.below(6 * MINUTE);
      const chosen = chooseStep(world.random);
      name = chosen.name;
      const outcome = await chosen.step(world, place);
      world.counts.add(`${name}: ${outcome}`);
      world.ledger.look(place.desk);
      if (options.kills > 0 && step % Math.ceil(steps / options.kills) === 7) {
        name = 'kill';
        world.counts.add(`kill: ${await killOnce(world, place)}`);
        world.ledger.look(place.desk);
      }
      if (step % CHECK_EVERY === CHECK_EVERY - 1) {
        name = 'check';
        await agree(world, place);
      }
      if (step % CHECK_ALL_EVERY === CHECK_ALL_EVERY - 1) {
        await checkProvince(world.seat.sql);
        options.onProgress?.(step + 1);
      }
    }
    name = 'end';
    for (const place of world.places) await drain(world, place);
    const outcome = await checkEnd(world);
    const sabotaged: Record<string, string | null> = {};
    for (const one of options.sabotages ?? []) sabotaged[one.rule] = await tryOut(world, one);
    return { ...outcome, sabotaged };
  } catch (error) {
    throw new FuzzFailure(seed, step, name, error);
  } finally {
    await world.close();
  }
}

/** A new office: some give their own numbers first, some join by stick. */
async function join(world: World): Promise<void> {
  const place = await world.openPlace();
  // As after the setup: its own issuer, until a province grants it numbers.
  grantOwnRange(place.desk, '2020-01-01', 9999);
  for (let early = world.random.below(4); early > 0; early -= 1) {
    world.people += 1;
    receiveOne(place.desk, world.random, world.people);
  }
  const way = world.random.below(3) === 0 ? 'stick' : 'code';
  world.counts.add(`join: ${way}`);
  await place.desk.enrol(world.seat, way);
  world.ledger.look(place.desk);
}

/** Parcels to and fro over a good line until both know everything. */
async function drain(world: World, place: Place): Promise<void> {
  let said = '';
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const answer = await world.seat.province.handle(await place.desk.build(), { address: '192.0.2.1' });
    const outcome = await place.desk.take(answer);
    world.ledger.look(place.desk);
    if (outcome !== 'taken') world.counts.add(`drain: ${outcome}`);
    const { held, sent } = place.desk.exchange.summary().counts;
    if (held + sent === 0 && outcome === 'taken' && !place.desk.wantsMore()) return;
    if (round === MOST_ROUNDS - 1) said = `${outcome}; ${await inWords(world, answer)}`;
  }
  const { disk, desk } = place;
  throw new Broken(
    `${disk.office} never comes to an end: ${JSON.stringify(desk.exchange.summary())}; ${said}`,
  );
}

/** What an answer says, for whoever looks at a failure. */
async function inWords({ seat }: World, answer: Uint8Array): Promise<string> {
  const keys = await seat.province.keys.published();
  const read = await readContainer(answer, {
    findKey: (kid) => keys.find((key) => key.kid === kid),
    now: 'created',
    types: ['province-parcel', 'province-refusal'],
  });
  if (!read.ok) return read.error.code;
  const { payload } = read.value;
  if (payload.type === 'province-refusal') return `${payload.code}: ${payload.message}`;
  const { feed, heads, refused, missing } = payload;
  const given = missing.map(({ station, first, entries }) => ({ station, first, entries: entries.length }));
  return JSON.stringify({ feed: { ...feed, verdicts: feed.verdicts.length }, heads, refused, given });
}

async function agree(world: World, place: Place): Promise<void> {
  await drain(world, place);
  await checkAgreement(place.desk, world.seat.sql, world.ledger);
  world.counts.add('checked: one office');
}

async function checkEnd(world: World): Promise<Omit<FuzzOutcome, 'sabotaged'>> {
  for (const place of world.places) {
    await checkAgreement(place.desk, world.seat.sql, world.ledger);
    const verified = await place.desk.journal.verify();
    if (verified.state !== 'intact')
      throw new Broken(`${place.disk.office}: the journal does not verify: ${JSON.stringify(verified)}`);
  }
  await checkProvince(world.seat.sql);
  await countSeen(world);
  const [row] = await world.seat.sql.query<{ entries: number; stations: number }>(
    'select (select count(*) from entries)::int as entries, (select count(*) from stations)::int as stations',
  );
  return {
    counts: world.counts.all(),
    entries: row?.entries ?? 0,
    stations: row?.stations ?? 0,
    codes: world.ledger.codes.size,
  };
}

/** What the rules for rare things had to do with. */
async function countSeen({ seat, places, counts }: World): Promise<void> {
  const [seen] = await seat.sql.query<Record<string, number>>(
    `select (select count(*) from verdicts where state = 'conflict')::int as conflict,
       (select count(*) from entries where not read)::int as "unknown kind",
       (select count(*) from entries where kind = 'erased')::int as erasure,
       (select count(*) from entries where body is null)::int as "erased body",
       (select count(*) from entries where kind = 'dossier-code-given')::int as "code given later",
       (select count(*) from entries where settled is not null)::int as "settled conflict",
       (select count(*) from verdicts where state = 'rejected')::int as rejected,
       (select count(*) from (select 1 from leases group by station having count(*) > 1) s)::int as "several leases"`,
  );
  for (const [what, times] of Object.entries(seen ?? {})) counts.add(`seen: ${what}`, times);
  for (const { desk } of places) counts.add('seen: given back', desk.countReturned());
}

class Undone extends Error {}

/** Breaks a rule, gives what the checks say of it, and undoes it. */
async function tryOut(world: World, sabotage: Sabotage): Promise<string | null> {
  let found: string | null = null;
  const look = async (tx: Sql) => {
    try {
      await sabotage.break(world, tx);
      for (const { desk } of world.places) await checkAgreement(desk, tx, world.ledger);
      await checkProvince(tx);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      found = error.message;
    }
    throw new Undone();
  };
  await world.seat.sql.transaction(look).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return found;
}
