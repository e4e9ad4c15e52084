import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { containerSha256 } from '#main/parcels/index.ts';
import { createApp, createProvince, inviteOffice, type Province, type Store } from '#main/province/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import type { Payload, ProvinceParcel } from '#shared/exchange/index.ts';
import { openTestStore } from '../fixtures/province-store.ts';
import { conform, RULES } from './conformance.ts';

let store: Store;
let province: Province;
const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };
const apps: FastifyInstance[] = [];

beforeAll(async () => {
  store = await openTestStore();
  const ids = createIds(systemClock);
  province = await createProvince({ store, clock: systemClock, ids, log, version: '0.0.0-test' });
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await store.close();
});

/** Serves the province with a fault put in, and holds it to one rule. */
async function held(id: string, faulty: Partial<Province>): Promise<string | undefined> {
  const app = await createApp({ ...province, ...faulty }, { tls: null, trustProxy: null, log });
  apps.push(app);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const { code } = await inviteOffice(province, { name: 'Cơ quan thử' });
  return (await conform(address, { code, only: [id] }))[id];
}

/** A server that says something else in its answers to parcels. */
function saying(change: (payload: ProvinceParcel) => ProvinceParcel): Partial<Province> {
  return {
    async handle(bytes, caller) {
      const { payload } = await province.answer(bytes, caller ?? { address: null });
      return province.sign(payload.type === 'province-parcel' ? change(payload) : payload);
    },
  };
}

/** A server that takes in whatever the real one refuses with this code. */
function blindTo(...codes: string[]): Partial<Province> {
  return {
    async handle(bytes, caller) {
      const { payload } = await province.answer(bytes, caller ?? { address: null });
      if (payload.type !== 'province-refusal' || !codes.includes(payload.code)) return province.sign(payload);
      const answer: Payload = {
        ...{
          type: 'province-parcel',
          v: 1,
          id: 'p-1',
          from: province.id,
          to: 'o-1',
          created: payload.created,
        },
        ...{ program: { version: '1' }, answers: payload.answers, serves: payload.serves },
        feed: { after: 0, upTo: 0, more: false, verdicts: [] },
        ...{ heads: [], refused: [], missing: [], leases: [], packs: [], keys: [], days: [], wanted: [] },
      };
      return province.sign(answer);
    },
  };
}

let turn = 0;
const FAULTS: [string, string, Partial<Province>][] = [
  ['P1', 'takes what follows a container', blindTo('altered')],
  ['P2', 'believes what nobody has signed', blindTo('unknown-key')],
  ['P3', 'believes keys that nobody knows', blindTo('unknown-key')],
  ['P4', 'takes what is for somebody else', blindTo('not-for-us')],
  ['P5', 'tells heads that are not', saying((p) => ({ ...p, heads: p.heads.slice(1) }))],
  [
    'P6',
    'answers a repeated parcel otherwise',
    saying((p) => {
      turn += 1;
      return turn % 2 === 0 ? p : { ...p, feed: { ...p.feed, verdicts: [], upTo: p.feed.after } };
    }),
  ],
  ['P7', 'says nothing of a gap', saying((p) => ({ ...p, refused: [] }))],
  ['P8', 'says nothing of a broken chain', saying((p) => ({ ...p, refused: [] }))],
  [
    'P9',
    'leaves a verdict out',
    saying((p) => ({
      ...p,
      feed: { ...p.feed, verdicts: p.feed.verdicts.filter(({ state }) => state === 'accepted') },
    })),
  ],
  ['P10', 'drops rejected entries', saying((p) => ({ ...p, missing: [] }))],
  [
    'P11',
    'accepts a fork',
    saying((p) => ({
      ...p,
      feed: {
        ...p.feed,
        verdicts: p.feed.verdicts.map((verdict) =>
          verdict.state === 'conflict' ? { ...verdict, state: 'rejected' as const } : verdict,
        ),
      },
    })),
  ],
  ['P12', 'gives nothing back', saying((p) => ({ ...p, missing: [] }))],
  ['P13', 'takes versions that it does not read', blindTo('version-too-new')],
  [
    'P14',
    'repeats the time of the office',
    saying((p) => ({ ...p, created: officeTimestamp(Date.now() + turn++ * 3_600_000) })),
  ],
  ['P15', 'gives out erased bodies', saying((p) => ({ ...p, missing: p.missing.map(unerased) }))],
  ['P16', 'names another container', saying((p) => ({ ...p, answers: containerSha256(new Uint8Array()) }))],
  ['P17', 'signs over another nonce', { hello: () => province.hello('always-the-same') }],
  ['P18', 'takes a stick file by wire', blindTo('not-a-parcel')],
  ['P19', 'wants no files', saying((p) => ({ ...p, wanted: [] }))],
  ['P20', 'counts nothing', saying((p) => ({ ...p, days: p.days.map((day) => ({ ...day, accepted: 0 })) }))],
  ['P21', 'publishes nothing', {}],
  [
    'L9',
    'grants a serial twice',
    saying((p) => ({ ...p, leases: p.leases.map((l) => ({ ...l, firstSerial: 1 })) })),
  ],
  [
    'L10',
    'accepts numbers that were not leased',
    saying((p) => ({
      ...p,
      feed: {
        ...p.feed,
        verdicts: p.feed.verdicts.map((verdict) =>
          verdict.state === 'accepted'
            ? verdict
            : {
                state: 'accepted' as const,
                n: verdict.n,
                station: verdict.station,
                from: verdict.seq,
                to: verdict.seq,
              },
        ),
      },
    })),
  ],
  ['L11', 'grants no more', saying((p) => ({ ...p, leases: p.leases.slice(0, 1) }))],
];

function unerased(run: ProvinceParcel['missing'][number]): ProvinceParcel['missing'][number] {
  return {
    ...run,
    entries: run.entries.map((entry) => {
      if (!('bodyHash' in entry)) return entry;
      const { bodyHash: _, ...rest } = entry;
      return { ...rest, salt: 'A'.repeat(22), body: '{"name":"Công ty TNHH Rừng Xanh"}' };
    }),
  };
}

describe('the conformance run', () => {
  it('looks at every rule on parcels and on leases of a province', () => {
    const ids = RULES.map(({ id }) => id).sort();
    const wanted = [...Array.from({ length: 21 }, (_, at) => `P${at + 1}`), 'L9', 'L10', 'L11'].sort();
    expect(ids).toEqual(wanted);
    expect(FAULTS.map(([id]) => id).sort()).toEqual(wanted);
  });

  it.each(FAULTS)('finds a server that breaks %s: %s', async (id, _what, fault) => {
    expect(await held(id, fault)).not.toMatch(/^pass$|could not be looked at/);
  });

  it('finds nothing wrong where nothing is', async () => {
    for (const id of ['P5', 'P6', 'P12', 'L10']) expect(await held(id, {})).toBe('pass');
  });
});
