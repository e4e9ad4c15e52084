import { zstdDecompressSync } from 'node:zlib';
import { carryRun, PARCELS_PATH, type Run } from '#shared/exchange/index.ts';
import { canonicalJson, type Entry, envelopeHash } from '#shared/journal/index.ts';
import { createPlainOffice, type PlainChain, sha256 } from '../fixtures/exchange-office.ts';
import signedIn from '../upgrade/samples/user-signed-in.v1.json' with { type: 'json' };
import { type Conversation, hold, type Rule, randomBytes } from './conformance-context.ts';
import { givenBack, headOf, judgedAs, plain, saidOf, same } from './conformance-desk.ts';

const HOUR_MS = 3_600_000;

/** A chain of so many entries that no rule stands against. */
function chainOf({ office }: Conversation, count: number): PlainChain {
  const chain = office.newChain();
  for (let seq = 0; seq < count; seq += 1) chain.append(plain);
  return chain;
}

/** The chain with envelopes changed before they were hashed, as a wrong writer would have it. */
function rehashed(chain: PlainChain, change: (entry: Entry) => Partial<Entry>): Run {
  let prev = chain.entries[0]?.entry.prev ?? '';
  return carryRun(
    chain.entries.map((read) => {
      const envelope = { ...read.entry, prev, ...change(read.entry) };
      const { hash: _, ...unhashed } = envelope;
      const entry = { ...envelope, hash: envelopeHash(unhashed, sha256) };
      prev = entry.hash;
      return { ...read, entry };
    }),
  );
}

/** Holds that a run is refused for its chain, from an entry on, and that what came before it is kept, and no more. */
async function brokenAt(talk: Conversation, run: Run, seq: number, what: string): Promise<void> {
  const { refused, heads } = await talk.send({ runs: [run] });
  const [refusal] = refused;
  hold(refusal?.code === 'broken-chain', `${what}: taken in`);
  const head = heads.find(({ station }) => station === run.station);
  hold((head?.seq ?? 0) === seq - 1, `${what}: not refused from entry ${seq} on`);
}

/** Texts and numbers whose canonical form is often got wrong (RFC 8785, 3.2.3 and appendix B). */
const HARD_TO_WRITE = {
  '\u20ac': 'dấu € đứng trước',
  '\r': 'xuống dòng',
  '\ufb33': 'sau cặp thay thế, theo đơn vị UTF-16',
  '1': 'một',
  '😀': 'mặt cười',
  '\u0080': 'điều khiển',
  ö: 'o hai chấm',
  numbers: [333_333_333.3333333, 1e30, 4.5, 2e-3, 1e-27, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, -0],
  text: '\u20ac$\u000f\n\tA\'B"\\\\"/\u2028\u007f',
  apart: ['é', 'e\u0301', 'ế', 'ê\u0301'],
  literals: [null, true, false, [], {}],
};

/** Rules on entries that a server shows by what it takes in, refuses, and gives back. */
export const JOURNAL_RULES: readonly Rule[] = [
  {
    id: 'J1',
    async run(talk) {
      const chain = talk.office.newChain();
      chain.append({ kind: signedIn.kind, body: signedIn.body });
      chain.append(plain);
      const said = await saidOf(talk, chain.station, [chain.run()]);
      hold(
        judgedAs(said, { seq: 1 }) === 'rejected: body-malformed',
        'what an office keeps to itself was accepted',
      );
      hold(judgedAs(said, { seq: 2 }) === 'accepted', 'what follows it was not accepted');
      hold(
        same(await givenBack(talk, chain.station), [chain.run()]),
        'the exchange chain has a gap where it was',
      );
    },
  },
  {
    id: 'J2',
    async run(talk) {
      const chain = talk.office.newChain();
      chain.append(plain);
      chain.append({ kind: 'dossier-received', v: 3, body: { nothing: 'of it fits' } });
      await talk.send({ runs: [chain.run()] });
      // Rejected or not: its number is its own for ever, and nobody mends it under the same one.
      const [first, rejected] = chain.entries.splice(0);
      if (first === undefined || rejected === undefined) throw new Error('no entries');
      chain.entries.push(first);
      chain.append(plain);
      const said = await saidOf(talk, chain.station, [chain.run()]);
      hold(
        judgedAs(said, { seq: 2 }) === 'conflict: other-entry',
        'a number was used again for another entry',
      );
      chain.entries.splice(1, 1, rejected);
      hold(same(await headOf(talk, chain.station), chain.head()), 'another entry took the place of a number');
      chain.append(plain);
      chain.append(plain);
      const { refused } = await talk.send({ runs: [chain.run(4, 4)] });
      hold(refused[0]?.code === 'does-not-join', 'a number was left out');
      // A restored copy goes on under another station, from 1, with whatever it wrote before.
      const copy = talk.office.newChain();
      copy.append(plain);
      const own = await saidOf(talk, copy.station, [copy.run()]);
      hold(judgedAs(own, { seq: 1 }) === 'accepted', 'numbers of a new station were not its own');
    },
  },
  {
    id: 'J3',
    async run(talk) {
      const chain = talk.office.newChain();
      chain.append({ kind: plain.kind, body: HARD_TO_WRITE });
      const { refused } = await talk.send({ runs: [chain.run()] });
      hold(refused.length === 0, 'a body in canonical form was refused');
      hold(same(await headOf(talk, chain.station), chain.head()), 'it has another hash there');
      hold(same(await givenBack(talk, chain.station), [chain.run()]), 'a body comes back in another form');
      const sealed = await talk.office.seal(talk.office.parcel(talk.province, {}));
      const { bytes } = await talk.client.post(PARCELS_PATH, sealed);
      const signed = bytes.subarray(7 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(5));
      const text = new TextDecoder('utf-8', { fatal: true }).decode(zstdDecompressSync(signed));
      hold(text === canonicalJson(JSON.parse(text)), 'an answer is not in canonical form');
    },
  },
  {
    id: 'J4',
    async run(talk) {
      const chain = chainOf(talk, 1);
      chain.append({ ...plain, body: { note: 'z' } });
      const whole = chain.run();
      const [one, two] = whole.entries;
      if (one === undefined || two === undefined || !('body' in one) || !('body' in two)) {
        throw new Error('no bodies');
      }
      const salt = randomBytes(16).toString('base64url');
      for (const [what, entries] of [
        ['another salt', [{ ...one, salt }, two]],
        [
          'salts that changed places',
          [
            { ...one, salt: two.salt },
            { ...two, salt: one.salt },
          ],
        ],
        [
          'bodies that changed places',
          [
            { ...one, body: two.body },
            { ...two, body: one.body },
          ],
        ],
        ['white space in a body', [{ ...one, body: one.body.replace(':', ': ') }, two]],
      ] as const) {
        await brokenAt(talk, { ...whole, entries: [...entries] }, 1, what);
      }
      hold((await talk.send({ runs: [whole] })).refused.length === 0, 'the true bodies were refused');
      hold(same(await givenBack(talk, chain.station), [whole]), 'salt and body come back otherwise');
    },
  },
  {
    id: 'J5',
    async run(talk) {
      const chain = chainOf(talk, 1);
      const whole = chain.run();
      const [entry] = whole.entries;
      if (entry === undefined) throw new Error('no entry');
      for (const [member, changed] of Object.entries({
        at: { at: `${entry.at.slice(0, 10)}T00:00:00.000+07:00` },
        mono: { mono: entry.mono + 1 },
        actor: { actor: 'u-2' },
        subject: { subject: 'another' },
        kind: { kind: 'kind-of-an-even-later-release' },
        v: { v: 2 },
      })) {
        await brokenAt(talk, { ...whole, entries: [{ ...entry, ...changed }] }, 1, `another ${member}`);
      }
      const elsewhere = createPlainOffice().newChain();
      elsewhere.append(plain);
      await brokenAt(talk, elsewhere.run(), 1, 'an envelope of another office');
      await brokenAt(talk, { ...whole, station: elsewhere.station }, 1, 'an envelope of another station');
      for (const [what, changed] of Object.entries({
        'of the local chain': { chain: 'local' as const },
        'of another number': { seq: 2 },
        'upon another one': { prev: 'f'.repeat(64) },
      })) {
        const { entries } = chain;
        const [read] = entries;
        if (read === undefined) throw new Error('no entry');
        const { hash: _, ...envelope } = { ...read.entry, ...changed };
        await brokenAt(talk, { ...whole, last: envelopeHash(envelope, sha256) }, 1, `an envelope ${what}`);
      }
      const upon = rehashed(chain, () => ({ prev: 'f'.repeat(64) }));
      await brokenAt(talk, upon, 1, 'a first entry that stands upon another one');
      hold((await talk.send({ runs: [whole] })).refused.length === 0, 'the true envelope was refused');
      hold(same(await headOf(talk, chain.station), chain.head()), 'it has another hash there');
    },
  },
  {
    id: 'J6',
    async run(talk) {
      const second = (change: (entry: Entry) => Partial<Entry>) =>
        rehashed(chainOf(talk, 2), (entry) => (entry.seq === 2 ? change(entry) : {}));
      await brokenAt(
        talk,
        second(({ mono }) => ({ mono: mono - HOUR_MS })),
        2,
        '`mono` that falls',
      );
      const equal = chainOf(talk, 2);
      const before = equal.entries[0]?.entry.mono ?? 0;
      await brokenAt(
        talk,
        rehashed(equal, ({ seq }) => (seq === 2 ? { mono: before } : {})),
        2,
        '`mono` that does not rise',
      );
      const late = talk.office.newChain();
      late.append(plain);
      late.append({ ...plain, at: Date.now() + HOUR_MS });
      await brokenAt(
        talk,
        rehashed(late, ({ seq, mono }) => (seq === 2 ? { mono: mono - 1 } : {})),
        2,
        '`mono` below the wall clock',
      );
      for (const time of ['2026-02-30T09:00:00.000+07:00', '2026-11-21T24:00:00.000+07:00']) {
        await brokenAt(
          talk,
          second(() => ({ at: time })),
          2,
          `the time ${time}, which does not exist`,
        );
      }
      const other = second(({ at }) => ({ at: at.replace('+07:00', '+00:00') }));
      await talk.refused(await talk.office.seal(talk.office.parcel(talk.province, { runs: [other] })), [
        'malformed',
      ]);
      // A wall clock that was set back, and one far ahead, are the office's own trouble (J7).
      const wrong = talk.office.newChain();
      for (const hours of [0, -30, 5000]) wrong.append({ ...plain, at: Date.now() + hours * HOUR_MS });
      const { refused } = await talk.send({ runs: [wrong.run()] });
      hold(refused.length === 0, 'a wall clock that was set back was refused although `mono` rises');
      // It rises from parcel to parcel as well.
      const parted = chainOf(talk, 2);
      const run = rehashed(parted, ({ seq }) => (seq === 2 ? { mono: before - HOUR_MS, at: EARLY } : {}));
      await talk.send({ runs: [parted.run(1, 1)] });
      const [, entry] = run.entries;
      if (entry === undefined) throw new Error('no entry');
      await brokenAt(
        talk,
        { ...run, first: 2, prev: parted.entries[0]?.entry.hash ?? '', entries: [entry] },
        2,
        '`mono` that falls from one parcel to the next',
      );
    },
  },
  {
    id: 'J8',
    async run(talk) {
      for (const change of [
        { actor: 'Nguyễn Thị Lan' },
        { subject: 'Hoàng Văn Bình, xã Tân Vinh' },
        { subject: '001099000001' },
        { actor: '012345678' },
      ]) {
        const run = rehashed(chainOf(talk, 1), () => change);
        const { office, province } = talk;
        await talk.refused(await office.seal(office.parcel(province, { runs: [run] })), ['malformed']);
        hold((await headOf(talk, run.station)) === undefined, 'a name in an envelope was kept');
      }
    },
  },
  {
    id: 'J14',
    async run(talk) {
      const chain = talk.office.newChain();
      chain.append({ kind: plain.kind, v: 7, body: { anything: [1, 'đ', null] } });
      chain.append({ kind: 'dossier-received', v: 99, body: { of: 'a later release' } });
      chain.append(plain);
      const said = await saidOf(talk, chain.station, [chain.run()]);
      for (const seq of [1, 2, 3]) {
        hold(judgedAs(said, { seq }) === 'accepted', 'what nobody knows yet was taken for an error');
      }
      hold(
        same(await headOf(talk, chain.station), chain.head()),
        'what nobody knows yet is not in the chain',
      );
      hold(same(await givenBack(talk, chain.station), [chain.run()]), 'what nobody knows yet was not kept');
    },
  },
];

const EARLY = '2020-01-01T09:00:00.000+07:00';
