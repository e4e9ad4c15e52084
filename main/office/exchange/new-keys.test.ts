import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveFile, importFile, revokeOffice } from '#main/province/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
  type TestLine,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { migrations, openDatabase } from '../storage/index.ts';
import { readStanding } from './state-table.ts';
import { changeStationInTx } from './stations-table.ts';

const ADDRESS = 'https://tinh.example';
/** Bytes before compression of a parcel that takes a few receptions. */
const FEW = 8_000;
const clock = testClock('2026-11-22T10:00:00.000+07:00');
let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: TestLine;
let desk: ExchangeDesk;
const opened: ExchangeDesk[] = [];

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(async () => {
  clock.set('2026-11-22T10:00:00.000+07:00');
  line = lineTo(far.province);
  desk = openExchangeDesk({ clock, transport: line });
  opened.push(desk);
  await desk.exchange.enrol({ address: ADDRESS, code: await far.invite(desk), actor: 'admin' });
  await desk.exchange.sendNow();
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** Nothing is sent by itself: the test carries the parcels. */
function byHand(of = desk): void {
  of.exchange.changeSettings({ ...of.exchange.overview().settings, paused: true }, 'admin');
}

const receive = (times: number, of = desk) => {
  for (let n = 0; n < times; n += 1) of.receive();
};
const shown = (of = desk) => of.exchange.overview().enrolment?.fingerprint;
const settled = { held: 0, sent: 0, rejected: 0, conflict: 0 };

/** A parcel there, and its answer or refusal back. */
async function carry(of: ExchangeDesk, rawLimit: number, way: 'wire' | 'stick' = 'stick') {
  const { bytes } = await of.exchange.buildParcel(way, rawLimit);
  return of.exchange.takeAnswer(await far.province.handle(bytes), way);
}

/** Carries until everything was acknowledged; gives what was refused on the way. */
async function carryAll(of: ExchangeDesk, rawLimit: number): Promise<string[]> {
  const refused: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    await carry(of, rawLimit).catch((error: { reason: string }) => refused.push(error.reason));
    const { held, sent } = of.exchange.summary().counts;
    if (held + sent === 0 && of.exchange.summary().line !== 'refused') break;
  }
  return refused;
}

/** What was in the copy, as it is put back: under a station of its own. */
function restore(copied: string): ExchangeDesk {
  const db = openDatabase({ file: copied, key: desk.temporary.key, migrations });
  const restored = openExchangeDesk({
    clock,
    transport: line,
    station: `${desk.profile.id}.station-2`,
    profile: desk.profile,
    database: { ...desk.temporary, db, remove: () => db.close() },
  });
  opened.push(restored);
  return restored;
}

/** The answer file to a request, as the province's administrator writes it. */
async function approved(file: string): Promise<string> {
  const imported = await importFile(far.province, readFileSync(file));
  if (imported.kind !== 'waiting') throw new Error(imported.kind);
  const { id, fingerprint } = imported.request;
  const done = await approveFile(far.province, { id, compared: fingerprint, record: null });
  if (!done.ok) throw new Error(done.message);
  const answer = path.join(desk.folder, 'tra-loi.tmc');
  writeFileSync(answer, done.answer);
  return answer;
}

function copyOf(of: ExchangeDesk): string {
  const copied = path.join(of.temporary.directory, 'copy.db');
  of.db.copyTo(copied);
  return copied;
}

describe('new keys', () => {
  it('P3 new keys are used once the province has them, and what was sealed to the old ones still opens', async () => {
    byHand();
    const before = desk.exchange.overview().enrolment?.fingerprint;
    const { fingerprint } = desk.exchange.renewKeys('admin');
    expect(desk.exchange.overview().enrolment).toMatchObject({
      fingerprint: before,
      comingFingerprint: fingerprint,
    });
    for (let n = 0; n < 2; n += 1) {
      const parcel = await desk.exchange.buildParcel('wire', 1_000_000);
      await desk.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'wire');
    }
    expect(desk.exchange.overview().enrolment).toMatchObject({ fingerprint, comingFingerprint: null });
    desk.receive();
    const parcel = await desk.exchange.buildParcel('wire', 1_000_000);
    expect(await desk.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'wire')).toMatchObject({
      known: false,
    });
    expect(desk.exchange.summary().counts).toMatchObject({ held: 0, rejected: 0 });
  });

  it('P3 a lost answer to a change of keys shuts nobody out: by wire the new ones are tried at once', async () => {
    const { fingerprint } = desk.exchange.renewKeys('admin');
    line.faults.push('lose-answer');
    await desk.exchange.sendNow();
    expect(desk.exchange.overview().enrolment?.fingerprint).not.toBe(fingerprint);
    desk.receive();
    expect(await desk.exchange.sendNow()).toMatchObject({ line: 'reached' });
    expect(desk.exchange.overview().enrolment?.fingerprint).toBe(fingerprint);
    expect(desk.exchange.summary().counts).toMatchObject({ held: 0, sent: 0, rejected: 0 });
  });

  it('P3 a clock that is set back between the change of keys and its lost answer misleads nobody', async () => {
    clock.set('2026-11-22T13:00:00.000+07:00');
    const { fingerprint } = desk.exchange.renewKeys('admin');
    clock.set('2026-11-22T10:00:00.000+07:00');
    line.faults.push('lose-answer');
    await desk.exchange.sendNow();
    expect(await desk.exchange.sendNow()).toMatchObject({ line: 'reached' });
    expect(desk.exchange.overview().enrolment?.fingerprint).toBe(fingerprint);
  });

  it('P3 P18 by stick the refusal of the old keys takes up the new ones, and says that the file is to be written anew', async () => {
    byHand();
    const early = await desk.exchange.buildParcel('stick', 1_000_000);
    const { fingerprint } = desk.exchange.renewKeys('admin');
    const lost = await desk.exchange.buildParcel('stick', 1_000_000);
    await far.province.handle(lost.bytes);
    // Written before the change and refused after it: it is the old key that is refused all the same.
    const refused = await far.province.handle(early.bytes);
    for (let n = 0; n < 2; n += 1)
      await expect(desk.exchange.takeAnswer(refused, 'stick')).rejects.toMatchObject({
        reason: 'key-not-valid',
        message: expect.stringContaining('xuất lại'),
      });
    expect(shown()).toBe(fingerprint);
    await carry(desk, 1_000_000);
    expect(desk.exchange.summary().counts).toMatchObject(settled);
    // The old file once more changes nothing any more.
    await expect(desk.exchange.takeAnswer(refused, 'stick')).rejects.toMatchObject({
      reason: 'key-not-valid',
    });
    desk.receive();
    await carry(desk, 1_000_000);
    expect(shown()).toBe(fingerprint);
    expect(desk.exchange.summary().counts).toMatchObject(settled);
  });

  it('P3 P5 pressed again behind a backlog after its answer was lost, by wire everything is accepted', async () => {
    const { fingerprint } = desk.exchange.renewKeys('admin');
    line.faults.push('lose-answer');
    await desk.exchange.sendNow();
    // More than one parcel takes, as it begins.
    receive(150);
    expect(desk.exchange.renewKeys('admin').fingerprint).toBe(fingerprint);
    expect(await desk.exchange.sendNow()).toMatchObject({ line: 'reached', counts: settled });
    expect(shown()).toBe(fingerprint);
  });

  it('P3 P5 a copy that was made between the change and its sending is heard, however long its backlog', async () => {
    byHand();
    receive(40);
    const { fingerprint } = desk.exchange.renewKeys('admin');
    const copied = copyOf(desk);
    await carryAll(desk, 1_000_000);
    expect(shown()).toBe(fingerprint);
    const restored = restore(copied);
    expect(await carryAll(restored, FEW)).toEqual(['key-not-valid']);
    expect(shown(restored)).toBe(fingerprint);
    expect(restored.exchange.summary().counts).toMatchObject(settled);
  });

  it('P3 where the new keys are refused as well, the old ones sign again, and nothing is given up', async () => {
    byHand();
    const before = shown();
    receive(12);
    const { fingerprint } = desk.exchange.renewKeys('admin');
    const ended = (at: string | null) =>
      far.province.sql.query('update office_keys set revoked_at = $2 where office = $1', [
        desk.profile.id,
        at,
      ]);
    // The province's own fault, which is mended: it knows neither for a while.
    await ended('2026-11-22T09:00:00.000+07:00');
    for (const tried of ['key-not-valid', 'unknown-key', 'key-not-valid', 'unknown-key'])
      await expect(carry(desk, FEW)).rejects.toMatchObject({ reason: tried });
    expect(shown()).toBe(before);
    expect(readStanding(desk.db).refusal).toMatchObject({ code: 'unknown-key' });
    await ended(null);
    expect(await carryAll(desk, FEW)).toEqual([]);
    expect(shown()).toBe(fingerprint);
  });

  it('P3 what the province has and never took is given up, and the next change makes other keys', async () => {
    byHand();
    const before = shown();
    const { fingerprint } = desk.exchange.renewKeys('admin');
    // As after a later change that it heard of first.
    await far.province.sql.query('update offices set keys_mono = 9007199254740991 where id = $1', [
      desk.profile.id,
    ]);
    await carry(desk, FEW);
    expect(shown()).toBe(fingerprint);
    await expect(carry(desk, FEW)).rejects.toMatchObject({ reason: 'unknown-key' });
    await carry(desk, FEW);
    expect(shown()).toBe(before);
    await far.province.sql.query('update offices set keys_mono = 0 where id = $1', [desk.profile.id]);
    const next = desk.exchange.renewKeys('admin').fingerprint;
    expect(next).not.toBe(fingerprint);
    await carry(desk, FEW);
    await carry(desk, FEW);
    expect(shown()).toBe(next);
  });

  it('P3 a copy whose entries stand beside another’s tells of its keys again once it began its own station', async () => {
    byHand();
    desk.db.transaction((tx) => changeStationInTx(tx, desk.station, { forked: true }));
    const told = () =>
      desk.journal
        .history(desk.profile.id, { limit: 50 })
        .items.filter(({ entry }) => entry.kind === 'office-keys-set').length;
    const { fingerprint } = desk.exchange.renewKeys('admin');
    expect(desk.exchange.renewKeys('admin').fingerprint).toBe(fingerprint);
    expect(told()).toBe(2);
    desk.db.transaction((tx) => changeStationInTx(tx, desk.station, { forked: false }));
    expect(desk.exchange.renewKeys('admin').fingerprint).toBe(fingerprint);
    expect(told()).toBe(2);
  });
});

describe('joined again while new keys are still to be told', () => {
  const joinAgain = async (of = desk) =>
    of.exchange.enrol({ address: ADDRESS, code: await far.inviteAgain(of), actor: 'admin' });

  it('P3 J6 a clock that was set back does not make the change of before the later one', async () => {
    clock.set('2026-11-22T13:00:00.000+07:00');
    desk.receive();
    clock.set('2026-11-22T10:00:00.000+07:00');
    byHand();
    desk.exchange.renewKeys('admin');
    desk.exchange.leave('admin');
    clock.set('2026-11-22T10:30:00.000+07:00');
    await joinAgain();
    const joined = shown();
    expect(await carryAll(desk, 1_000_000)).toEqual([]);
    desk.receive();
    expect(await carryAll(desk, 1_000_000)).toEqual([]);
    expect(shown()).toBe(joined);
    expect(desk.exchange.summary().counts).toMatchObject(settled);
  });

  it('P3 a change that was asked for while a request to join waits holds, by stick and behind a lost answer by wire', async () => {
    for (const way of ['stick', 'wire'] as const) {
      byHand();
      await revokeOffice({ sql: far.province.sql, clock }, desk.profile.id);
      await expect(carry(desk, FEW)).rejects.toMatchObject({ reason: 'office-revoked' });
      const code = await far.inviteAgain(desk);
      const enrol = () => desk.exchange.enrol({ address: ADDRESS, code, actor: 'admin' });
      let finish: () => Promise<unknown> = enrol;
      if (way === 'wire') {
        line.faults.push('lose-answer');
        await expect(enrol()).rejects.toMatchObject({ code: 'exchange-unreachable' });
      } else {
        const { file } = await desk.exchange.beginStickEnrolment(desk.folder);
        finish = async () => {
          const answer = await approved(file);
          const { provinceFingerprint } = await desk.exchange.readStickEnrolment(answer);
          await desk.exchange.finishStickEnrolment({
            file: answer,
            fingerprint: provinceFingerprint,
            actor: 'a',
          });
        };
      }
      clock.advance(1000);
      receive(12);
      const { fingerprint } = desk.exchange.renewKeys('admin');
      clock.advance(1000);
      await finish();
      byHand();
      expect(await carryAll(desk, FEW)).toEqual([]);
      // By wire the request that was answered came after it: the keys that it brought are newer.
      expect(shown() === fingerprint).toBe(way === 'stick');
      expect(desk.exchange.summary().counts).toMatchObject(settled);
    }
  });
});
