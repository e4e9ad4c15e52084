import path from 'node:path';
import { expect, it } from 'vitest';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { createRandom } from '#test/fixtures/random.ts';
import { migrations, openDatabase } from '../storage/index.ts';
import { keysOf } from './keys-table.ts';
import { ExchangeRefused } from './refused.ts';

const SEEDS = 8;
const STEPS = 24;
/** Bytes before compression: a parcel takes one reception, or some. */
const LIMITS = [1, 6_000, 40_000];

it('P3 P5 whatever is pressed, lost, carried late or put back: who holds the key that the province takes is heard', async () => {
  const clock = testClock('2026-11-22T10:00:00.000+07:00');
  const far = await openTestProvince(clock);
  const transport = lineTo(far.province);
  const seen = { settled: 0, shutOut: 0, renewed: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = createRandom(seed);
    const first = openExchangeDesk({ clock, transport });
    const opened: ExchangeDesk[] = [first];
    let desk = first;
    let copied: string | null = null;
    const [files, answers]: [Uint8Array[], Uint8Array[]] = [[], []];
    await desk.exchange.enrol({
      ...{ address: 'https://tinh.example', actor: 'admin' },
      code: await far.invite(desk),
    });
    await desk.exchange.sendNow();
    desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
    const take = (bytes: Uint8Array, way: 'wire' | 'stick') =>
      desk.exchange.takeAnswer(bytes, way).catch((error: unknown) => {
        if (!(error instanceof ExchangeRefused)) throw error;
      });
    const build = (way: 'wire' | 'stick') => desk.exchange.buildParcel(way, random.pick(LIMITS));
    const steps = {
      press: () => desk.exchange.renewKeys('admin'),
      receive: () => {
        // A copy that was put back has no numbers of its own before it is heard.
        for (let n = random.below(8); n >= 0 && desk === first; n -= 1) desk.receive();
      },
      async wire() {
        const { bytes } = await build('wire');
        if (random.below(3) === 0) return;
        const answer = await far.province.handle(bytes);
        if (random.below(3) > 0) await take(answer, 'wire');
      },
      async written() {
        files.push((await build('stick')).bytes);
      },
      async brought() {
        if (files.length > 0) answers.push(await far.province.handle(random.pick(files)));
      },
      async read() {
        if (answers.length > 0) await take(random.pick(answers), 'stick');
      },
      clock: () => clock.advance((random.below(9) - 4) * 600_000),
      copy() {
        if (copied !== null) return;
        copied = path.join(first.temporary.directory, 'copy.db');
        first.db.copyTo(copied);
      },
      async restore() {
        if (copied === null || desk !== first || random.below(3) > 0) return;
        await first.exchange.close();
        const db = openDatabase({ file: copied, key: first.temporary.key, migrations });
        desk = openExchangeDesk({
          ...{ clock, transport, profile: first.profile, station: `${first.profile.id}.station-2` },
          database: { ...first.temporary, db, remove: () => db.close() },
        });
        opened.push(desk);
      },
    };
    for (let n = 0; n < STEPS; n += 1) await random.pick(Object.values(steps))();
    for (let n = 0; n < 90; n += 1) {
      await take(await far.province.handle((await build('wire')).bytes), 'wire');
      const { held, sent } = desk.exchange.summary().counts;
      if (held + sent === 0) break;
    }
    const [taken] = await far.province.sql.query<{ kid: string }>(
      "select kid from office_keys where office = $1 and use = 'sign' and revoked_at is null",
      [desk.profile.id],
    );
    const own = keysOf(desk.db, 'office').map((key) => key.public.kid);
    const { counts } = desk.exchange.summary();
    if (own.includes(taken?.kid ?? '')) {
      expect({ seed, ...counts }).toMatchObject({ seed, held: 0, sent: 0, rejected: 0, conflict: 0 });
      seen.settled += 1;
    } else {
      // A copy from before the keys were made: nobody can sign for it but by joining again.
      expect({ seed, restored: desk !== first }).toEqual({ seed, restored: true });
      seen.shutOut += 1;
    }
    if (own.length > 2) seen.renewed += 1;
    for (const one of opened.reverse()) await one.remove();
  }
  expect(seen.settled).toBeGreaterThan(SEEDS / 2);
  expect(seen.renewed).toBeGreaterThan(SEEDS / 2);
  await far.close();
}, 120_000);
