import { zstdCompressSync } from 'node:zlib';
import { containerSha256, openStick } from '#main/parcels/index.ts';
import type { Province } from '#main/province/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import type { CarriedEntry, Lease, Payload, ProvinceParcel, Run, Verdict } from '#shared/exchange/index.ts';
import { containerByHand, type Hands } from './conformance-context.ts';
import { handsOf } from './conformance-server.ts';

/** The rule that is broken, how, what the server does otherwise, and its administrator where that is it. */
export type Fault = [id: string, what: string, server: Partial<Province>, hands?: Hands];

/** Servers and administrators that each break one rule; `real`: the province that does everything else. */
export function faultsOf(real: () => Province): Fault[] {
  /** A server that says something else in its answers to parcels. */
  function saying(change: (payload: ProvinceParcel) => ProvinceParcel): Partial<Province> {
    return {
      async handle(bytes, caller) {
        const { payload } = await real().answer(bytes, caller ?? { address: null });
        return real().sign(payload.type === 'province-parcel' ? change(payload) : payload);
      },
    };
  }

  /** A server that takes in whatever the real one refuses with this code. */
  function blindTo(...codes: string[]): Partial<Province> {
    return {
      async handle(bytes, caller) {
        const { payload } = await real().answer(bytes, caller ?? { address: null });
        if (payload.type !== 'province-refusal' || !codes.includes(payload.code)) return real().sign(payload);
        const answer: Payload = {
          ...{
            type: 'province-parcel',
            v: 1,
            id: 'p-1',
            from: real().id,
            to: 'o-1',
            created: payload.created,
          },
          ...{ program: { version: '1' }, answers: payload.answers, serves: payload.serves },
          feed: { after: 0, upTo: 0, more: false, verdicts: [] },
          ...{ heads: [], refused: [], missing: [], leases: [], packs: [], keys: [], days: [], wanted: [] },
        };
        return real().sign(answer);
      },
    };
  }

  /** A server that says other verdicts. */
  const judging = (change: (verdict: Verdict) => Verdict): Partial<Province> =>
    saying((p) => ({ ...p, feed: { ...p.feed, verdicts: p.feed.verdicts.map(change) } }));

  /** What was said of an entry, as if it were accepted. */
  const asAccepted = (verdict: Exclude<Verdict, { state: 'accepted' }>): Verdict => ({
    state: 'accepted',
    n: verdict.n,
    station: verdict.station,
    from: verdict.seq,
    to: verdict.seq,
  });

  /** A server that accepts what it should say this of. */
  const accepting = (state: 'rejected' | 'conflict'): Partial<Province> =>
    judging((verdict) => (verdict.state === state ? asAccepted(verdict) : verdict));

  /** A server that gives entries back otherwise than they came. */
  const givingBack = (change: (entry: CarriedEntry) => CarriedEntry): Partial<Province> =>
    saying((p) => ({
      ...p,
      missing: p.missing.map((run) => ({ ...run, entries: run.entries.map(change) })),
    }));

  const withoutBody = ({ at, mono, actor, subject, kind, v }: CarriedEntry): CarriedEntry => ({
    ...{ at, mono, actor, subject, kind, v },
    bodyHash: '0'.repeat(64),
  });

  /** A server for which a conflict that a person settled is one as before. */
  function unsettling(): Partial<Province> {
    const told = new Map<string, Verdict>();
    return judging((verdict) => {
      if (verdict.state !== 'accepted') {
        told.set(`${verdict.station} ${verdict.seq}`, verdict);
        return verdict;
      }
      const before = verdict.from === verdict.to ? told.get(`${verdict.station} ${verdict.from}`) : undefined;
      return before === undefined ? verdict : { ...before, n: verdict.n };
    });
  }

  /** A server that grants a station that ended whatever it asks for. */
  const neverEnding: Partial<Province> = saying((p) => ({
    ...p,
    leases: p.leases.map((lease) => ({ ...lease, endedAfter: null })),
  }));

  const ofAnother = (lease: Lease): Lease => ({ ...lease, agencyCode: 'H98.99' });

  /** The container of a stick file by itself. */
  async function bareOf(file: Uint8Array): Promise<Uint8Array> {
    const opened = await openStick(file, { findSecret: (kid) => real().keys.findSecret(kid) });
    return opened.ok ? opened.value.container : file;
  }

  /** Hands that do not look at what lies beside the container. */
  const unseeing: Hands = {
    endStation: (office, station) => handsOf(real()).endStation(office, station),
    importFile: async (file) => handsOf(real()).importFile(await bareOf(file)),
  };

  /** Hands that take the records in before they look at the rest. */
  const hasty: Hands = {
    ...unseeing,
    async importFile(file) {
      await unseeing.importFile(file);
      return { taken: false, answer: null };
    },
  };

  /** A server that writes JSON as it likes. */
  const writingItsOwnWay: Partial<Province> = {
    async handle(bytes, caller) {
      const { payload } = await real().answer(bytes, caller ?? { address: null });
      if (payload.type !== 'province-parcel') return real().sign(payload);
      const text = JSON.stringify(payload, null, 1);
      return containerByHand(new Uint8Array(zstdCompressSync(text)), await real().keys.signing());
    },
  };

  /** A server that rejects what it cannot read. */
  function rejectingUnknown(): Partial<Province> {
    return judging((verdict) => {
      if (verdict.state !== 'accepted') return verdict;
      const { n, station, from: seq } = verdict;
      const why = { code: 'body-malformed', message: 'x', against: null };
      return { state: 'rejected', n, station, seq, hash: '0'.repeat(64), ...why };
    });
  }

  function unerased(run: Run): Run {
    return {
      ...run,
      entries: run.entries.map((entry) => {
        if (!('bodyHash' in entry)) return entry;
        const { bodyHash: _, ...rest } = entry;
        return { ...rest, salt: 'A'.repeat(22), body: '{"name":"Công ty TNHH Rừng Xanh"}' };
      }),
    };
  }

  let turn = 0;
  return [
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
    ['P10', 'leaves a conflict open that a person settled', unsettling()],
    [
      'P10',
      'does not say which version holds',
      judging((verdict) => (verdict.state === 'conflict' ? { ...verdict, against: null } : verdict)),
    ],
    [
      'P11',
      'accepts a fork',
      judging((verdict) => (verdict.state === 'conflict' ? { ...verdict, state: 'rejected' } : verdict)),
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
    ['P17', 'signs over another nonce', { hello: () => real().hello('always-the-same') }],
    ['P18', 'takes a stick file by wire', blindTo('not-a-parcel')],
    ['P18', 'takes in what lies beside a stick file unseen', {}, unseeing],
    ['P18', 'takes a stick file in before it looks at all of it', {}, hasty],
    [
      'P22',
      'says nothing of the look-up',
      saying((p) => {
        const { lookup: _, ...rest } = p;
        return rest;
      }),
    ],
    ['P22', 'names a place that is none', saying((p) => ({ ...p, lookup: 'tra cứu ở bộ phận một cửa' }))],
    ['J1', 'accepts what an office keeps to itself', accepting('rejected')],
    ['J2', 'lets a number be used twice', accepting('conflict')],
    [
      'J3',
      'writes bodies anew',
      givingBack((entry) =>
        'body' in entry ? { ...entry, body: JSON.stringify(JSON.parse(entry.body), null, 1) } : entry,
      ),
    ],
    ['J3', 'answers in another form', writingItsOwnWay],
    ['J4', 'says nothing of another salt', saying((p) => ({ ...p, refused: [] }))],
    [
      'J4',
      'gives back a salt of its own',
      givingBack((entry) => ('salt' in entry ? { ...entry, salt: 'A'.repeat(22) } : entry)),
    ],
    ['J5', 'says nothing of another envelope', saying((p) => ({ ...p, refused: [] }))],
    ['J6', 'says nothing of a time that falls', saying((p) => ({ ...p, refused: [] }))],
    ['J6', 'reads times of other zones', blindTo('malformed')],
    ['J8', 'takes names in envelopes', blindTo('malformed')],
    ['J11', 'gives out erased bodies', saying((p) => ({ ...p, missing: p.missing.map(unerased) }))],
    [
      'J11',
      'erases erasing entries',
      givingBack((entry) => (entry.kind === 'erased' ? withoutBody(entry) : entry)),
    ],
    ['J12', 'gives the code of an erased dossier away', accepting('conflict')],
    ['J13', 'reads no earlier version', accepting('conflict')],
    ['J14', 'takes the unknown for an error', rejectingUnknown()],
    [
      'J14',
      'drops what it does not know',
      givingBack((entry) => (entry.kind === 'kind-of-a-later-release' ? withoutBody(entry) : entry)),
    ],
    ['L1', 'accepts any number', accepting('rejected')],
    ['L1', 'leases to another agency', saying((p) => ({ ...p, leases: p.leases.map(ofAnother) }))],
    ['L3', 'lets a serial be taken twice', accepting('conflict')],
    ['L4', 'lets an office be its own issuer', accepting('rejected')],
    ['L7', 'knows a dossier by one code only', accepting('conflict')],
    ['P19', 'wants no files', saying((p) => ({ ...p, wanted: [] }))],
    [
      'P20',
      'counts nothing',
      saying((p) => ({ ...p, days: p.days.map((day) => ({ ...day, accepted: 0 })) })),
    ],
    ['P21', 'publishes nothing', {}],
    [
      'L9',
      'grants a serial twice',
      saying((p) => ({ ...p, leases: p.leases.map((l) => ({ ...l, firstSerial: 1 })) })),
    ],
    ['L9', 'goes on granting to a station that ended', neverEnding],
    ['L10', 'accepts numbers that were not leased', accepting('rejected')],
    ['L11', 'grants no more', saying((p) => ({ ...p, leases: p.leases.slice(0, 1) }))],
  ];
}
