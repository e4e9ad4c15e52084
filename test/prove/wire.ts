import { Agent } from 'node:http';
import { parseArgs, promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { createIds, systemClock } from '#main/host/index.ts';
import { type KeyPair, makeKeyPair, readContainer, writeContainer } from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import {
  CONTAINER_TYPE,
  carryRun,
  type OfficeParcel,
  PARCEL_VERSION,
  PARCELS_PATH,
} from '#shared/exchange/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { median, round, say, wholeNumber } from './measure.ts';
import { type ProvinceChild, startProvinceChild } from './province-child.ts';
import { demandServer, makeProofDatabase } from './province-database.ts';
import { makeOfficeEntries, type OfficeEntries } from './province-entries.ts';
import { post } from './province-post.ts';

const LEAST_OF_BATCHES = 0.5;
const LEAST_OF_SINGLES = 10;
const MOST_BYTES = 1.1;
const LEAST_BODY = 1500;
/** Entries that come when everything was there already. */
const MORE = 100;
/** Requests of one entry each in a round: enough for a rate. */
const SINGLES = 300;
/** Entries before anything is measured: a province runs all day, and what is hot in it was compiled long ago. */
const WARM_UP = 15_000;
/** Parcels that leave before the first of them is answered, as the workstation has them (P5). */
const UNDER_WAY = 2;
const WAYS = ['province', 'batches', 'singles'] as const;
const YEAR_MS = 365 * 86_400_000;

const compress = promisify(zstdCompress);

type Round = { entriesPerSecond: number; bytesPerEntry: number; cpuMs: number };

/**
 * The proof `wire`. `--entries 10000` `--rounds 3` `--parcel 500` `--seed 1`: so many receptions of an office to a province
 * over HTTP on loopback, after a warm-up round after round (each of entries of its own) in turns with (a) the same canonical JSON in bare zstd batches
 * written to the same database without a check and (b) one insert per request, both one after the other; parcels leave
 * as the workstation has them, as large as on a good line and the next one while the answer to the one before is awaited;
 * then 100 more. `ok` if the
 * province takes in at least half as many entries per second as (a) and ten times as many as (b), needs at most 1.1 times
 * the bytes of (a), and holds every entry as accepted. On the PostgreSQL of `DATABASE_URL`; `--embedded` looks at the
 * embedded one instead.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const embedded = { type: 'boolean', default: false } as const;
  const options = { entries: text, rounds: text, parcel: text, seed: text, embedded };
  const { values } = parseArgs({ args, options });
  const server = demandServer(values.embedded);
  const count = wholeNumber('entries', values.entries ?? '10000', 200);
  const rounds = wholeNumber('rounds', values.rounds ?? '3', 1);
  const parcel = wholeNumber('parcel', values.parcel ?? '500', 10);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const database = await makeProofDatabase(server);
  const source = await makeOfficeEntries(seed, WARM_UP + rounds * count + MORE);
  say(`${source.entries.length} entries, bodies of ${source.bodyBytes} bytes`);
  const child = await startProvinceChild(database?.url);
  try {
    const line = await openLine(child, source);
    for (const which of WAYS) {
      const warmUp = which === 'singles' ? SINGLES : WARM_UP;
      await (await line[which](0, warmUp, parcel)).send();
    }
    const all = { province: [] as Round[], batches: [] as Round[], singles: [] as Round[] };
    for (let index = 0; index < rounds; index += 1) {
      // The setting up of the office is in the last round besides: some forty entries.
      const from = WARM_UP + index * count;
      const to = index === rounds - 1 ? source.entries.length - MORE : from + count;
      // Who goes first changes from round to round.
      for (const which of [...WAYS.slice(index % 3), ...WAYS.slice(0, index % 3)]) {
        const end = which === 'singles' ? Math.min(to, from + SINGLES) : to;
        all[which].push(await measure(child, end - from, await line[which](from, end, parcel)));
      }
      say(
        `round ${index + 1}/${rounds}: ${Object.values(all)
          .map((rows) => Math.round(rows.at(-1)?.entriesPerSecond ?? 0))
          .join(' ')} entries/s`,
      );
    }
    const last = await line.province(source.entries.length - MORE, source.entries.length, parcel);
    const before = await child.cpu();
    const began = performance.now();
    await last.send();
    const more = {
      milliseconds: round(performance.now() - began),
      cpuMs: round((await child.cpu()) - before),
    };
    const held = await child.ask({ is: 'count' });
    const rate = (rows: Round[]) => median(rows.map(({ entriesPerSecond }) => entriesPerSecond));
    const bytes = (rows: Round[]) => median(rows.map(({ bytesPerEntry }) => bytesPerEntry));
    const cpu = (rows: Round[]) => median(rows.map(({ cpuMs }) => cpuMs));
    const ofBatches = rate(all.province) / rate(all.batches);
    const ofSingles = rate(all.province) / rate(all.singles);
    const bytesRatio = bytes(all.province) / bytes(all.batches);
    const complete =
      JSON.stringify(held) === JSON.stringify([{ state: 'accepted', count: source.entries.length }]);
    return {
      ok:
        ofBatches >= LEAST_OF_BATCHES &&
        ofSingles >= LEAST_OF_SINGLES &&
        bytesRatio <= MOST_BYTES &&
        source.bodyBytes >= LEAST_BODY &&
        complete,
      figures: {
        seed,
        database: child.kind,
        entries: count,
        warmUp: WARM_UP,
        bodyBytes: source.bodyBytes,
        perParcel: parcel,
        rounds,
        province: figuresOf(all.province),
        batches: figuresOf(all.batches),
        singles: figuresOf(all.singles),
        ofBatches: round(ofBatches),
        ofSingles: round(ofSingles),
        bytesRatio: round(bytesRatio),
        cpuRatio: round(cpu(all.province) / cpu(all.batches)),
        hundredMore: more,
        held,
        complete,
      },
    };
  } finally {
    await child.end();
    await database?.drop();
  }

  function figuresOf(rows: Round[]) {
    const middle = (of: (row: Round) => number) => round(median(rows.map(of)));
    return {
      entriesPerSecond: middle((row) => row.entriesPerSecond),
      bytesPerEntry: middle((row) => row.bytesPerEntry),
      cpuMsPerEntry: middle((row) => row.cpuMs),
    };
  }
}

async function measure(child: ProvinceChild, entries: number, load: Load): Promise<Round> {
  const before = await child.cpu();
  const began = performance.now();
  await load.send();
  const seconds = (performance.now() - began) / 1000;
  const cpuMs = ((await child.cpu()) - before) / entries;
  return { entriesPerSecond: entries / seconds, bytesPerEntry: load.bytes / entries, cpuMs };
}

type Part = OfficeEntries['entries'];

/** What is on the line in a measured time: how many bytes, and sending them. */
type Load = { bytes: number; send(): Promise<void> };
type Prepare = (from: number, to: number, perParcel: number) => Promise<Load>;

/** The three ways of entries to the database. What is sent is made before: the line and the province are measured. */
async function openLine(
  child: ProvinceChild,
  source: OfficeEntries,
): Promise<Record<'province' | 'batches' | 'singles', Prepare>> {
  const now = Date.now();
  const key: KeyPair = makeKeyPair('sign', {
    validFrom: officeTimestamp(now - YEAR_MS),
    validTo: officeTimestamp(now + YEAR_MS),
  });
  const { office, station, agencyCode, codeFormat } = source;
  await child.ask({ is: 'enrol', office, name: 'UBND', agencyCode, codeFormat, key: key.public });
  const ids = createIds(systemClock);
  const agent = new Agent({ keepAlive: true, maxSockets: UNDER_WAY });
  let after = 0;
  // Of one size: a small rest might be there before the one that it follows.
  const parts = (from: number, to: number, most: number): Part[] => {
    const count = Math.ceil((to - from) / most);
    const at = (index: number) => from + Math.round(((to - from) * index) / count);
    return Array.from({ length: count }, (_, index) => source.entries.slice(at(index), at(index + 1)));
  };
  const load = (bodies: readonly Uint8Array[], send: Load['send']): Load => ({
    bytes: bodies.reduce((sum, { length }) => sum + length, 0),
    send,
  });

  async function container(part: Part): Promise<Uint8Array> {
    const run = carryRun(part);
    const payload: OfficeParcel = {
      type: 'office-parcel',
      v: PARCEL_VERSION,
      id: ids.id(),
      from: office,
      to: child.province.id,
      created: officeTimestamp(Date.now()),
      program: { version: '0.0.0-proof' },
      runs: [run],
      heads: [{ station, seq: run.first + part.length - 1, hash: run.last }],
      after,
      asks: { leases: [], retry: [], packs: [], days: [] },
    };
    return await writeContainer(payload, key);
  }

  async function take(answer: Uint8Array): Promise<void> {
    const read = await readContainer(answer, {
      findKey: (kid) => child.province.keys.find((one) => one.kid === kid),
      now: Date.now(),
      types: ['province-parcel', 'province-refusal'],
    });
    if (!read.ok) throw new Error(read.error.message);
    if (read.value.payload.type !== 'province-parcel') throw new Error(read.value.payload.code);
    const { feed, refused } = read.value.payload;
    if (refused.length > 0) throw new Error(refused.map(({ code }) => code).join());
    after = feed.upTo;
  }

  return {
    async province(from, to, perParcel) {
      const containers: Uint8Array[] = [];
      for (const part of parts(from, to, perParcel)) containers.push(await container(part));
      return load(containers, () =>
        inTurn(containers, {
          send: (body, onGiven) =>
            post(agent, `${child.address}${PARCELS_PATH}`, body, CONTAINER_TYPE, onGiven),
          take,
        }),
      );
    },
    async batches(from, to, perParcel) {
      const batches: Uint8Array[] = [];
      for (const part of parts(from, to, perParcel)) {
        const { first, entries } = carryRun(part);
        const batch = canonicalJson({ office, station, first, entries });
        batches.push(await compress(Buffer.from(batch, 'utf8')));
      }
      return load(batches, async () => {
        for (const one of batches) await post(agent, `${child.bare}/batch`, one, 'application/octet-stream');
      });
    },
    async singles(from, to) {
      const singles = parts(from, to, 1).map((part) => {
        const { first, entries } = carryRun(part);
        // The same entries went into the table as batches: these get numbers of their own.
        return Buffer.from(canonicalJson({ office, station: 'singles', first, entries }), 'utf8');
      });
      return load(singles, async () => {
        for (const one of singles) await post(agent, `${child.bare}/one`, one, 'application/json');
      });
    },
  };
}

/** Sends them in their order, so many under way at a time; an answer is taken before the next but one leaves. */
async function inTurn(
  bodies: readonly Uint8Array[],
  one: {
    send: (body: Uint8Array, onGiven: () => void) => Promise<Uint8Array>;
    take: (answer: Uint8Array) => Promise<void>;
  },
): Promise<void> {
  const sent: Promise<Uint8Array>[] = [];
  const takeFirst = async () => {
    const first = sent.shift();
    if (first !== undefined) await one.take(await first);
  };
  for (const body of bodies) {
    const given = Promise.withResolvers<void>();
    const answer = one.send(body, given.resolve);
    // What goes wrong with it is told where it is awaited.
    answer.catch(() => undefined);
    sent.push(answer);
    // The next one must not be there first.
    await Promise.race([given.promise, answer]);
    if (sent.length >= UNDER_WAY) await takeFirst();
  }
  while (sent.length > 0) await takeFirst();
}
