import { Agent } from 'node:http';
import { parseArgs, promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { readContainer } from '#main/parcels/index.ts';
import { sha256 } from '#office/journal/index.ts';
import { CONTAINER_TYPE, carryRun, type Head, PARCELS_PATH, type ReadEntry } from '#shared/exchange/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { median, quantile, round, say, wholeNumber } from './measure.ts';
import { type ProvinceChild, startProvinceChild } from './province-child.ts';
import { demandServer, makeProofDatabase } from './province-database.ts';
import { makeOfficeEntries } from './province-entries.ts';
import { type Fill, pastOf } from './province-fill.ts';
import { type LoadOffice, makeLoadOffices, signedParcel } from './province-offices.ts';
import { post } from './province-post.ts';

const LEAST_OF_BARE = 0.4;
const MOST_GROWTH = 1.3;
/** Calls that are under way at a time: as many as one instance works on. */
const AT_ONCE = 8;
const TEMPLATES = 120;

const compress = promisify(zstdCompress);

/** A province with so many entries stored, and what was measured on it. */
type Sized = {
  stored: number;
  child: ProvinceChild;
  heads: Map<string, Head>;
  cost: number[];
  bare: number[];
  latencies: number[];
  drop: () => Promise<void>;
};

/**
 * The proof `province-load`. `--offices 700` `--small 100000` `--stored 5000000` `--parcel 50` `--rounds 5` `--seed 1`:
 * a morning's peak, in which every office of a province sends a signed parcel of receptions over HTTP, eight calls at a
 * time, to a province with `--small` and to one with `--stored` entries, in turns; and the same entries as bare zstd
 * batches through the same door, inserted without a check. `ok` if the province accepts at least 0.4 of the bare
 * entries per second, an entry costs at most 1.3 times as much in the large province as in the small one, and every
 * entry was accepted. On the PostgreSQL of `DATABASE_URL`; `--embedded` looks at the embedded one instead.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const embedded = { type: 'boolean', default: false } as const;
  const options = {
    offices: text,
    small: text,
    stored: text,
    parcel: text,
    rounds: text,
    seed: text,
    embedded,
  };
  const { values } = parseArgs({ args, options });
  const server = demandServer(values.embedded);
  const offices = wholeNumber('offices', values.offices ?? '700', 2);
  const sizes = [
    wholeNumber('small', values.small ?? '100000'),
    wholeNumber('stored', values.stored ?? '5000000'),
  ];
  const parcel = wholeNumber('parcel', values.parcel ?? '50', 1);
  const rounds = wholeNumber('rounds', values.rounds ?? '5', 2);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const { entries } = await makeOfficeEntries(seed, TEMPLATES);
  const bodies = entries.flatMap(({ entry, body }) =>
    entry.kind === 'dossier-received' && body !== null ? [body] : [],
  );
  const all = makeLoadOffices(offices, seed, bodies, sha256);
  const provinces: Sized[] = [];
  try {
    for (const stored of sizes) {
      const templates = bodies.map((body) => ({ body }));
      provinces.push(await openFilled(all, { offices, stored, templates }, server));
    }
    let accepted = true;
    // The first round only warms up.
    for (let index = 0; index <= rounds; index += 1) {
      const written = all.map((office) => ({ office, entries: office.write(parcel) }));
      for (const province of index % 2 === 0 ? provinces : [...provinces].reverse()) {
        const after = pastOf({ offices, stored: province.stored }).verdicts + index;
        accepted = (await sendAll(province, written, after, index > 0)) && accepted;
        await sendBare(province, written, index > 0);
      }
      say(
        `round ${index}/${rounds}: ${provinces.map(({ cost, bare }) => `${round(cost.at(-1) ?? 0)}/${round(bare.at(-1) ?? 0)}`).join(' ')} µs an entry`,
      );
    }
    const [small, large] = provinces;
    if (small === undefined || large === undefined) throw new Error('no provinces');
    const ofBare = Math.min(...provinces.map(({ cost, bare }) => median(bare) / median(cost)));
    const growth = median(large.cost) / median(small.cost);
    return {
      ok: accepted && ofBare >= LEAST_OF_BARE && growth <= MOST_GROWTH,
      figures: {
        seed,
        database: small.child.kind,
        offices,
        entriesPerParcel: parcel,
        rounds,
        atOnce: AT_ONCE,
        provinces: provinces.map(({ stored, cost, bare, latencies }) => ({
          stored,
          acceptedPerSecond: round(1e6 / median(cost)),
          barePerSecond: round(1e6 / median(bare)),
          microsecondsPerEntry: round(median(cost)),
          parcelP50Ms: round(quantile(latencies, 0.5)),
          parcelP95Ms: round(quantile(latencies, 0.95)),
        })),
        ofBare: round(ofBare),
        growth: round(growth),
        accepted,
      },
    };
  } finally {
    for (const { child, drop } of provinces) {
      await child.end();
      await drop();
    }
  }
}

async function openFilled(all: readonly LoadOffice[], fill: Fill, server: string): Promise<Sized> {
  const database = await makeProofDatabase(server);
  const drop = async () => database?.drop();
  const child = await startProvinceChild(database?.url);
  for (const { id, agencyCode, key } of all) {
    await child.ask({
      is: 'enrol',
      office: id,
      name: id,
      agencyCode,
      codeFormat: 'current-4',
      key: key.public,
    });
  }
  const began = performance.now();
  const heads = (await child.ask({ is: 'fill', fill })) as { office: string; hash: string }[];
  say(`${fill.stored}: filled in ${Math.round((performance.now() - began) / 1000)} s`);
  const { entries } = pastOf(fill);
  return {
    stored: fill.stored,
    child,
    heads: new Map(heads.map(({ office, hash }) => [office, { station: 'past', seq: entries, hash }])),
    cost: [],
    bare: [],
    latencies: [],
    drop,
  };
}

type Written = { office: LoadOffice; entries: ReadEntry[] };

/** Every office's parcel; whether each answer accepts all of it. */
async function sendAll(
  province: Sized,
  written: readonly Written[],
  after: number,
  counts: boolean,
): Promise<boolean> {
  const { child, heads } = province;
  const parcels = await Promise.all(
    written.map(({ office, entries }) =>
      signedParcel(office, child.province.id, entries, { head: heads.get(office.id) ?? null, after }),
    ),
  );
  const answers: Uint8Array[] = [];
  const latencies: number[] = [];
  const milliseconds = await inTurns(parcels, async (container, agent) => {
    const began = performance.now();
    answers.push(await post(agent, `${child.address}${PARCELS_PATH}`, container, CONTAINER_TYPE));
    latencies.push(performance.now() - began);
  });
  const total = written.reduce((sum, { entries }) => sum + entries.length, 0);
  if (counts) {
    province.cost.push((milliseconds * 1000) / total);
    province.latencies.push(...latencies);
  }
  let accepted = 0;
  for (const answer of answers) {
    const read = await readContainer(answer, {
      findKey: (kid) => child.province.keys.find((one) => one.kid === kid),
      now: Date.now(),
    });
    if (!read.ok) throw new Error(read.error.message);
    const { payload } = read.value;
    if (payload.type !== 'province-parcel') throw new Error(`answered with ${payload.type}`);
    for (const verdict of payload.feed.verdicts) {
      if (verdict.state === 'accepted') accepted += verdict.to - verdict.from + 1;
    }
  }
  return accepted === total;
}

/** The same entries, inserted without any check. */
async function sendBare(province: Sized, written: readonly Written[], counts: boolean): Promise<void> {
  const batches = await Promise.all(
    written.map(({ office, entries }) => {
      const { station, first, entries: carried } = carryRun(entries);
      const batch = { office: office.id, station, first, entries: carried };
      return compress(Buffer.from(canonicalJson(batch), 'utf8'));
    }),
  );
  const milliseconds = await inTurns(batches, async (batch, agent) => {
    await post(agent, `${province.child.bare}/batch`, batch, 'application/octet-stream');
  });
  const total = written.reduce((sum, { entries }) => sum + entries.length, 0);
  if (counts) province.bare.push((milliseconds * 1000) / total);
}

/** Works on all of them, so many at a time; milliseconds of the whole. */
async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item, agent: Agent) => Promise<void>,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item, agent);
    }),
  );
  const milliseconds = performance.now() - began;
  agent.destroy();
  return milliseconds;
}
