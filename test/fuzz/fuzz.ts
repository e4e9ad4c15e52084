import type { Sql } from '#main/province/index.ts';
import { compareDays, drain } from './drain.ts';
import { checkAgreement, checkOthers } from './invariants.ts';
import {
  checkFiles,
  checkOlder,
  checkPacks,
  checkRebuilt,
  checkUnknown,
  checkWanted,
} from './invariants-more.ts';
import { checkProvince } from './invariants-province.ts';
import { killOnce } from './kill.ts';
import { Broken } from './ledger.ts';
import type { Sabotage } from './sabotage.ts';
import { chooseStep, findWantedStep } from './steps.ts';
import { applyDue } from './steps-packs.ts';
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
  constructor({ seed, steps, offices, kills }: FuzzOptions, step: number, name: string, cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const run = `seed ${seed}, steps ${steps}, offices ${offices}, kills ${kills}`;
    super(`${run}, at step ${step}: ${name}: ${message}`, { cause });
  }
}

const MINUTE = 60_000;
const CHECK_EVERY = 250;
const CHECK_PROVINCE_EVERY = 1000;
/** Every byte of every file is read. */
const CHECK_FILES_EVERY = 10_000;
const MOST_FILE_ROUNDS = 20;
const MOST_TRIES = 2;
/** Until then every third step is one whose effect is missing: rare things have happened in a short run, too. */
const LEARNING = 1200;

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
      const wanted = step < LEARNING && step % 3 === 0 ? findWantedStep(world) : undefined;
      const chosen = wanted ?? chooseStep(world.random);
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
      if (step % CHECK_PROVINCE_EVERY === CHECK_PROVINCE_EVERY - 1) {
        name = 'check of the province';
        await checkProvince(world.seat.sql);
        await checkOthers(world.seat.sql, world.ledger);
        world.counts.add('checked: the province');
      }
      if (step % CHECK_FILES_EVERY === CHECK_FILES_EVERY - 1) {
        await checkFiles(world.seat.sql);
        options.onProgress?.(step + 1);
      }
    }
    name = 'end';
    await comeToRest(world);
    const outcome = await checkEnd(world);
    const sabotaged: Record<string, string | null> = {};
    for (const one of options.sabotages ?? []) sabotaged[one.rule] = await tryOut(world, one);
    return { ...outcome, sabotaged };
  } catch (error) {
    throw new FuzzFailure(options, step, name, error);
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
  await place.desk.enrol(world.seat, {
    way,
    again: false,
    lost: way === 'code' && world.random.below(3) === 0,
  });
  world.ledger.look(place.desk);
}

async function agree(world: World, place: Place): Promise<void> {
  await drain(world, place);
  await compareDays(world, place);
  await checkPlace(world, place, world.seat.sql);
  world.counts.add('checked: one office');
}

/** Everything that is said of one office when it and the province have nothing more to tell each other. */
async function checkPlace(world: World, place: Place, sql: Sql): Promise<void> {
  const { days } = await checkAgreement(place.desk, sql, world.ledger);
  world.counts.add('checked: days on both sides', days);
  await checkPacks(place, sql, world.ledger);
  const { desk, disk } = place;
  const verified = await desk.journal.verify();
  if (verified.state !== 'intact')
    throw new Broken(`${disk.office}: the journal does not verify: ${JSON.stringify(verified)}`);
  world.counts.add('checked: entries of a journal', verified.checked);
  world.counts.add('checked: of an unknown kind', await checkUnknown(place, sql, world.ledger));
  await checkOlder(place, sql, world);
}

/** What people mend is mended, rejected entries are tried again, and every file is sent. */
async function comeToRest(world: World): Promise<void> {
  for (const place of world.places) {
    const { office, agencyCode } = place.disk;
    if (place.agencyWrong) {
      const refused = await world.seat.changeAgency(office, agencyCode);
      if (refused !== null) throw new Broken(`${office}: its agency code can't be written right: ${refused}`);
      place.agencyWrong = false;
    }
    await drain(world, place);
    // A correction can't be accepted before what it corrects was.
    for (let tries = 0; tries < MOST_TRIES && place.desk.retryAll() === 'done'; tries += 1)
      await drain(world, place);
    await place.desk.fetchPacks(world.seat, world.random);
    applyDue(place);
    for (let rounds = 0; rounds < MOST_FILE_ROUNDS && place.desk.countFiles() > 0; rounds += 1) {
      await place.desk.sendFiles(world.seat, () => 'arrives');
      await drain(world, place);
    }
    await compareDays(world, place);
  }
}

async function checkEnd(world: World): Promise<Omit<FuzzOutcome, 'sabotaged'>> {
  for (const place of world.places) {
    await checkPlace(world, place, world.seat.sql);
    await checkWanted(place, world.seat.sql);
    checkRebuilt(place);
    world.counts.add('checked: views made anew');
  }
  await checkProvince(world.seat.sql);
  world.counts.add("seen: another copy's entry", await checkOthers(world.seat.sql, world.ledger));
  world.counts.add('seen: code given by two copies', world.ledger.givenByBoth.size);
  world.counts.add('seen: file kept', await checkFiles(world.seat.sql));
  await checkRejected(world, world.seat.sql);
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

/** What is rejected for good at the end: numbers of a station that was ended, and what builds on them. */
async function checkRejected({ counts }: World, sql: Sql): Promise<void> {
  const rows = await sql.query<{ code: string; times: number }>(
    `select code, count(*)::int as times from entries where state = 'rejected' group by code`,
  );
  for (const { code, times } of rows) {
    counts.add(`seen: rejected for good: ${code}`, times);
    if (!REJECTED_FOR_GOOD.has(code)) throw new Broken(`${times} entries stay rejected: ${code}`);
  }
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
       (select count(*) from entries e where state = 'accepted' and exists (
          select 1 from verdicts v where v.office = e.office and v.state = 'rejected' and v.station = e.station
            and v.seq = e.seq))::int as "rejected and accepted later",
       (select count(*) from packs)::int as pack,
       (select count(*) from (select 1 from leases group by station having count(*) > 1) s)::int as "several leases"`,
  );
  for (const [what, times] of Object.entries(seen ?? {})) counts.add(`seen: ${what}`, times);
  for (const { desk } of places) {
    counts.add('seen: given back', desk.countReturned());
    counts.add('seen: given back in an older version', desk.countReturnedOlder());
    for (const { decided } of desk.packs.list().flatMap(({ packs }) => packs))
      if (decided?.byDate === true) counts.add('seen: pack applied by its day');
  }
}

/** What no new try changes; what builds on them has no dossier. */
const REJECTED_FOR_GOOD: ReadonlySet<string> = new Set(['number-not-leased', 'subject-unknown']);

class Undone extends Error {}

/** Breaks a rule, gives what the checks say of it, and undoes it. */
async function tryOut(world: World, sabotage: Sabotage): Promise<string | null> {
  let found: string | null = null;
  let undo: unknown;
  const look = async (tx: Sql) => {
    try {
      undo = await sabotage.break(world, tx);
      for (const place of world.places) await checkPlace(world, place, tx);
      await checkProvince(tx);
      await checkOthers(tx, world.ledger);
      await checkFiles(tx);
      for (const place of world.places) {
        await checkWanted(place, tx);
        checkRebuilt(place);
      }
      await checkRejected(world, tx);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      found = error.message;
    }
    if (typeof undo === 'function') undo();
    throw new Undone();
  };
  await world.seat.sql.transaction(look).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return found;
}
