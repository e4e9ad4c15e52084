import { zstdCompressSync } from 'node:zlib';
import { MAX_PAYLOAD_BYTES, PARCEL_VERSION } from '#shared/exchange/index.ts';
import { createPlainOffice } from '../fixtures/exchange-office.ts';
import { containerByHand, hold, packed, type Rule, randomBytes } from './conformance-context.ts';

const FRAME = ['not-a-parcel', 'cut-short', 'altered'];
const DAY_MS = 86_400_000;

/** Rules on containers, keys, versions and what is said to whom. */
export const CONTAINER_RULES: readonly Rule[] = [
  {
    id: 'P1',
    async run({ office, province, refused, client }) {
      const parcel = office.parcel(province, {});
      const good = await containerByHand(packed(parcel), office.keys.sign);
      const answer = await client.parcels(good);
      hold(answer.type === 'province-parcel', 'a container that is right was refused');
      await refused(new Uint8Array([...good, 0]), FRAME);
      await refused(good.subarray(0, -1), FRAME);
      await refused(new Uint8Array(), FRAME);
      await refused(new Uint8Array(randomBytes(200)), ['not-a-parcel']);
      const other = Uint8Array.from(good);
      other[4] = 2;
      await refused(other, ['not-a-parcel']);
      await refused(await containerByHand(packed(parcel), office.keys.sign, { alg: 'EdDSA', x: 1 }), FRAME);
    },
  },
  {
    id: 'P2',
    async run({ office, province, refused }) {
      const bytes = await office.seal(office.parcel(province, {}));
      for (const place of [bytes.length - 1, bytes.length - 20, 30, 200]) {
        const changed = Uint8Array.from(bytes);
        changed[place] = (changed[place] ?? 0) ^ 1;
        await refused(changed, [...FRAME, 'unknown-key']);
      }
      // What no key has signed is not looked into: it would be called malformed otherwise.
      const stranger = createPlainOffice();
      const nonsense = new Uint8Array(randomBytes(100));
      await refused(await containerByHand(nonsense, stranger.keys.sign), ['unknown-key']);
      await refused(await containerByHand(nonsense, office.keys.sign), ['malformed']);
      const bomb = new Uint8Array(zstdCompressSync(Buffer.alloc(MAX_PAYLOAD_BYTES + 1, 0x20)));
      await refused(await containerByHand(bomb, office.keys.sign), ['too-large']);
    },
  },
  {
    id: 'P4',
    async run({ office, province, refused }) {
      const other = createPlainOffice();
      const as = (from: string, to: string) => office.seal({ ...office.parcel(to, {}), from });
      await refused(await as(other.id, province), ['unknown-key', 'not-for-us']);
      await refused(await as(office.id, other.id), ['not-for-us']);
      await refused(await office.seal(office.enrolRequest(null)), [
        'enrol-code-wrong',
        'wrong-type',
        'enrol-waiting',
      ]);
    },
  },
  {
    id: 'P13',
    async run({ office, province, refused, send, verdicts, client }) {
      const parcel = office.parcel(province, {});
      const later = await containerByHand(packed({ ...parcel, v: PARCEL_VERSION + 98 }), office.keys.sign);
      await refused(later, ['version-too-new']);
      const answer = await client.parcels(later);
      hold(answer.serves.newest < PARCEL_VERSION + 98, 'the refusal does not say what is served');
      const { serves } = await send({});
      hold(serves.oldest <= PARCEL_VERSION && PARCEL_VERSION <= serves.newest, 'our version is not served');
      const chain = office.newChain();
      chain.append({ kind: 'kind-of-a-later-release', v: 7, body: { anything: [1, 'đ', null] } });
      chain.append({ kind: 'dossier-received', v: 99, body: { of: 'a later release' } });
      await send({ runs: [chain.run()] });
      const states = await verdicts(chain.station);
      hold(states.get(1) === 'accepted', 'an entry of an unknown kind was not accepted');
      hold(states.get(2) === 'accepted', 'an entry of a later version was not accepted');
    },
  },
  {
    id: 'P14',
    async run({ office, send, verdicts }) {
      const times: number[] = [];
      for (const days of [-180, 0, 180]) {
        const chain = office.newChain();
        chain.append({ kind: 'kind-of-a-later-release', body: {}, at: Date.now() + days * DAY_MS });
        const created = chain.entries[0]?.entry.at ?? '';
        const answer = await send({ runs: [chain.run()], created });
        times.push(Date.parse(answer.created));
        hold(
          (await verdicts(chain.station)).get(1) === 'accepted',
          `a clock ${days} days off changed a verdict`,
        );
      }
      const spread = Math.max(...times) - Math.min(...times);
      hold(spread < 600_000, 'the answer repeats the time of the office instead of telling its own');
    },
  },
  {
    id: 'P16',
    async run({ send, refused }) {
      // Both hold every answer to the hash of what it answers.
      await send({});
      await send({ asks: { days: ['2026-11-01'] } });
      await refused(new Uint8Array(randomBytes(64)), FRAME);
    },
  },
  {
    id: 'P17',
    async run({ client, province }) {
      for (const nonce of [randomBytes(16).toString('hex'), randomBytes(30).toString('base64url')]) {
        const hello = await client.hello(nonce);
        hold(hello.nonce === nonce, 'signed over another nonce');
        hold(hello.from === province, 'a hello of another province');
      }
      const bare = await fetch(`${client.address}/exchange/v1/hello`);
      hold(bare.status >= 400 && bare.status < 500, 'a hello without a nonce');
    },
  },
];
