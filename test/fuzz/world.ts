import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { requestNewStation } from '#office/station/index.ts';
import { createRandom, type Random } from '#test/fixtures/random.ts';
import { createSeededIds } from '#test/fixtures/seeded-ids.ts';
import { type Counts, createCounts } from './counts.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type Desk, type Disk, openDesk } from './office.ts';
import { openSeat, type Seat } from './province.ts';

const START = Date.parse('2026-11-23T08:00:00+07:00');

/** Each station takes serials of its own for good: an office's share of a day is not endless. */
export const MOST_RESTORES = 5;

/** What is under way between an office and the province, in any order and for as long as it likes. */
export type Way = {
  /** Containers and stick files that left the office; a lost one is simply not here. */
  readonly out: Uint8Array[];
  readonly sticksOut: Uint8Array[];
  /** Answers that left the province. */
  readonly back: Uint8Array[];
  readonly sticksBack: Uint8Array[];
  /** What arrived once may arrive again. */
  readonly oldParcels: Uint8Array[];
  readonly oldAnswers: Uint8Array[];
};

/** One office of the fuzz: its disk, its clock, its open rooms, and what travels. */
export type Place = {
  readonly disk: Disk;
  desk: Desk;
  /** Milliseconds by which its clock is wrong. */
  skew: number;
  /** It runs a release that knows a kind of entry that nobody else knows. */
  newer: boolean;
  /** The release of its program, see RELEASES. */
  release: number;
  /** The province shut it out, and it has not joined again. */
  revoked: boolean;
  /** The province's administrator wrote another agency code. */
  agencyWrong: boolean;
  /** Packs that a person here does not want, as `kind version`. */
  readonly rejected: Set<string>;
  /** The province's administrator ended its station: at its next opening it begins another one. */
  stationEnded: boolean;
  hasImage: boolean;
  /** Under which station the image of the drive writes on, and behind which entry. */
  imageHead: { station: string; seq: number };
  /** Since the image was kept its keys, or those of the province, changed. */
  keysChanged: boolean;
  hasBackup: boolean;
  /** How many stations began besides the first. */
  restores: number;
  readonly way: Way;
};

export type World = {
  readonly random: Random;
  readonly counts: Counts;
  readonly ledger: Ledger;
  readonly seat: Seat;
  readonly places: Place[];
  /** Milliseconds since 1970, as the province's clock has it. */
  now: number;
  /** People met so far: each reception is of another one. */
  people: number;
  /** A new office with its database, not joined to the province yet. */
  openPlace(): Promise<Place>;
  /** Opens the office of a place (again), under its own clock. */
  reopen(place: Place): Promise<void>;
  close(): Promise<void>;
};

/** An empty province. Databases of offices lie in memory where the system has such a folder: no disk is measured here. */
export async function openWorld(seed: number, databaseUrl: string | undefined): Promise<World> {
  const random = createRandom(seed);
  const shm = '/dev/shm';
  let base = os.tmpdir();
  try {
    mkdirSync(shm, { recursive: true });
    base = shm;
  } catch {
    // Not on this system.
  }
  const directory = mkdtempSync(path.join(base, 'tram-mot-cua-fuzz-'));
  let opened = 0;
  const seedOf = () => {
    opened += 1;
    return (Math.imul(seed + 1, 1_000_003) + 7919 * opened) >>> 0;
  };
  const time = { now: START };
  const clock = { now: () => time.now };
  const seat = await openSeat({ clock, ids: createSeededIds(seedOf(), clock), databaseUrl });
  const world: World = {
    random,
    counts: createCounts(),
    ledger: createLedger(),
    seat,
    places: [],
    get now() {
      return time.now;
    },
    set now(now) {
      time.now = now;
    },
    people: 0,
    async openPlace() {
      const index = world.places.length + 1;
      const disk: Disk = {
        office: `office-${index}`,
        index,
        directory: path.join(directory, `office-${index}`),
        agencyCode: `H44.${100 + index}`,
        origin: `01980000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      };
      const way: Way = { out: [], sticksOut: [], back: [], sticksBack: [], oldParcels: [], oldAnswers: [] };
      const place = {
        disk,
        skew: 0,
        newer: index === 1 || random.below(4) === 0,
        release: seat.release,
        revoked: false,
        agencyWrong: false,
        rejected: new Set(),
        stationEnded: false,
        hasImage: false,
        imageHead: { station: disk.origin, seq: 0 },
        keysChanged: false,
        hasBackup: false,
        restores: 0,
        way,
      } as Place;
      place.desk = await open(place);
      world.places.push(place);
      return place;
    },
    async reopen(place) {
      if (place.stationEnded) requestNewStation(place.disk.directory);
      place.stationEnded = false;
      place.desk = await open(place);
    },
    async close() {
      for (const { desk } of world.places) await desk.close();
      await world.seat.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  const open = (place: Place) =>
    openDesk(place.disk, {
      clock: { now: () => world.now + place.skew },
      seed: seedOf(),
      newer: place.newer,
      release: place.release,
    });
  return world;
}
