import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { revokeOffice } from '#main/province/enrol/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
  type TestLine,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { migrations, openDatabase, sql } from '../storage/index.ts';
import { firstSaid } from './said-table.ts';
import { changeStationInTx } from './stations-table.ts';

const ADDRESS = 'https://tinh.example';
const clock = testClock('2026-11-22T10:00:00.000+07:00');
let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: TestLine;
let desk: ExchangeDesk;

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(() => {
  line = lineTo(far.province);
  desk = openExchangeDesk({ clock, transport: line });
});
afterEach(async () => {
  await desk.remove();
});

async function enrol(): Promise<void> {
  await desk.exchange.enrol({ address: ADDRESS, code: await far.invite(desk), actor: 'admin' });
}

/** Nothing is sent by itself: the test carries the parcels. */
function byHand(): void {
  desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
}

const counts = () => desk.exchange.summary().counts;

describe('an office that joins by wire', () => {
  it('P3 pins the province that proves the code, sends everything and is acknowledged', async () => {
    const before = desk.receive();
    await enrol();
    await desk.exchange.sendNow();
    expect(desk.exchange.summary()).toMatchObject({ enrolled: true, line: 'reached' });
    expect(counts()).toMatchObject({ held: 0, rejected: 0, conflict: 0 });
    const after = desk.receive();
    expect(counts().held).toBe(1);
    await desk.exchange.sendNow();
    expect(counts()).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
    for (const { id } of [before, after])
      expect(desk.exchange.ofDossier(id)).toMatchObject({ state: 'accepted' });
    expect(await desk.journal.verify()).toMatchObject({ state: 'intact' });
  });

  it('P20 counts each day on both sides alike', async () => {
    await enrol();
    for (let n = 0; n < 5; n += 1) desk.receive();
    await desk.exchange.sendNow();
    // The lease that came with the answer is an entry itself.
    await desk.exchange.sendNow();
    const { days, total } = await desk.exchange.reconciliation(null);
    expect(days).toHaveLength(1);
    expect(days[0]?.there).toBe(days[0]?.here);
    expect(total.there).toBe(total.here);
    expect(total.waiting).toBe(0);
    desk.receive();
    const later = await desk.exchange.reconciliation(null);
    expect(later.total).toEqual({ here: total.here + 1, there: total.here, waiting: 1 });
    expect(later.days[0]?.waiting).toBe(1);
  });

  it('P3 refuses a wrong code, and a province that does not know it', async () => {
    await far.invite(desk);
    const wrong = desk.exchange.enrol({ address: ADDRESS, code: 'AAAA-AAAA-AAAA', actor: 'admin' });
    await expect(wrong).rejects.toMatchObject({ code: 'exchange-refused' });
    expect(desk.exchange.summary().enrolled).toBe(false);
    line.replaced = { status: 200, type: 'text/html', body: Buffer.from('<html>Đăng nhập Wi-Fi</html>') };
    const portal = desk.exchange.enrol({ address: ADDRESS, code: 'AAAA-AAAA-AAAA', actor: 'admin' });
    await expect(portal).rejects.toMatchObject({ code: 'exchange-unreachable' });
  });

  it('P3 a lost answer to the enrolment is given again for the same code', async () => {
    const code = await far.invite(desk);
    line.faults.push('lose-answer');
    const lost = desk.exchange.enrol({ address: ADDRESS, code, actor: 'admin' });
    await expect(lost).rejects.toMatchObject({ code: 'exchange-unreachable' });
    await desk.exchange.enrol({ address: ADDRESS, code, actor: 'admin' });
    expect(desk.exchange.summary().enrolled).toBe(true);
    const again = desk.exchange.enrol({ address: ADDRESS, code, actor: 'admin' });
    await expect(again).rejects.toMatchObject({ code: 'already-enrolled' });
  });

  it('P3 whose answer was lost, and whose keys the province has ended since, is let in by a new code', async () => {
    line.faults.push('lose-answer');
    const lost = desk.exchange.enrol({ address: ADDRESS, code: await far.invite(desk), actor: 'admin' });
    await expect(lost).rejects.toMatchObject({ code: 'exchange-unreachable' });
    await revokeOffice({ sql: far.sql, clock }, desk.profile.id);
    await desk.exchange.enrol({ address: ADDRESS, code: await far.inviteAgain(desk), actor: 'admin' });
    await desk.exchange.sendNow();
    expect(counts()).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
  });
});

describe('a line that loses things', () => {
  it('P6 P9 whatever is lost or comes twice, both sides end with the same', async () => {
    await enrol();
    await desk.exchange.sendNow();
    for (const fault of ['lose-answer', 'lose-request', 'repeat', 'lose-answer'] as const) {
      desk.receive();
      line.faults.push(fault);
      await desk.exchange.sendNow();
    }
    await desk.exchange.sendNow();
    await desk.exchange.sendNow();
    expect(counts()).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
    const { total } = await desk.exchange.reconciliation(null);
    expect(total.there).toBe(total.here);
    expect(await desk.journal.verify()).toMatchObject({ state: 'intact' });
  });

  it('P6 the same answer again changes nothing and says so', async () => {
    await enrol();
    byHand();
    desk.receive();
    const parcel = await desk.exchange.buildParcel('stick', 1_000_000);
    const answer = await far.province.handle(parcel.bytes);
    const first = await desk.exchange.takeAnswer(answer, 'stick');
    expect(first).toMatchObject({ known: false });
    expect(first.accepted).toBeGreaterThan(0);
    const before = counts();
    expect(await desk.exchange.takeAnswer(answer, 'stick')).toMatchObject({
      known: true,
      accepted: 0,
      leases: 0,
    });
    expect(counts()).toEqual(before);
  });

  it('P9 an answer that builds on one not taken in yet is refused, and taken in its turn', async () => {
    await enrol();
    byHand();
    desk.receive();
    const first = await desk.exchange.buildParcel('stick', 1_000_000);
    const answerOne = await far.province.handle(first.bytes);
    await desk.exchange.takeAnswer(answerOne, 'stick');
    desk.receive();
    const second = await desk.exchange.buildParcel('stick', 1_000_000);
    const answerTwo = await far.province.handle(second.bytes);
    // The answer to the second comes first at a copy that never saw the first one's.
    const copy = openExchangeDesk({ clock, transport: line });
    await copy.exchange.enrol({ address: ADDRESS, code: await far.invite(copy), actor: 'admin' });
    await expect(copy.exchange.takeAnswer(answerTwo, 'stick')).rejects.toMatchObject({
      reason: 'not-for-us',
    });
    await copy.remove();
    expect(await desk.exchange.takeAnswer(answerTwo, 'stick')).toMatchObject({ known: false });
    // And an old answer afterwards takes nothing back.
    const before = counts();
    expect(await desk.exchange.takeAnswer(answerOne, 'stick')).toMatchObject({ known: true });
    expect(counts()).toEqual(before);
  });

  it('P5 P16 parcels are bounded, and an answer to another container is no answer', async () => {
    await enrol();
    byHand();
    for (let n = 0; n < 20; n += 1) desk.receive();
    const small = await desk.exchange.buildParcel('wire', 5_000);
    expect(small.entries).toBeGreaterThan(0);
    expect(small.left).toBeGreaterThan(10);
    const answer = await far.province.handle(small.bytes);
    desk.db.transaction((tx) => tx.run(sql`update exchange_parcels set sha256 = 'x' where n = ${small.n}`));
    await expect(desk.exchange.takeAnswer(answer, 'wire')).rejects.toMatchObject({
      reason: 'answers-another',
    });
    desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: false }, 'admin');
    await desk.exchange.sendNow();
    expect(counts()).toMatchObject({ held: 0, rejected: 0, conflict: 0 });
  });

  it('P9 P16 a refusal of a parcel from before the last answer is told, and does not stand', async () => {
    await enrol();
    byHand();
    const old = await desk.exchange.buildParcel('stick', 1_000_000);
    const refusal = await far.province.refuse(old.bytes, 'office-revoked', 0);
    const next = await desk.exchange.buildParcel('stick', 1_000_000);
    await desk.exchange.takeAnswer(await far.province.handle(next.bytes), 'stick');
    const { attention } = desk.exchange.summary();
    const late = desk.exchange.takeAnswer(refusal, 'stick');
    await expect(late).rejects.toMatchObject({ reason: 'office-revoked' });
    expect(desk.exchange.summary().attention).toBe(attention);
    const again = desk.exchange.enrol({ address: ADDRESS, code: await far.invite(desk), actor: 'admin' });
    await expect(again).rejects.toMatchObject({ code: 'already-enrolled' });
    // Of the newest one it does.
    const newest = await desk.exchange.buildParcel('stick', 1_000_000);
    const now = desk.exchange.takeAnswer(
      await far.province.refuse(newest.bytes, 'office-revoked', 0),
      'stick',
    );
    await expect(now).rejects.toMatchObject({ reason: 'office-revoked' });
    expect(desk.exchange.summary().attention).toBe(attention + 1);
  });

  it('P11 what a province kept beside its chain is sent again where an older copy of it was put back', async () => {
    await enrol();
    await desk.exchange.sendNow();
    const { id } = desk.receive();
    // Before it was put back it had said of this entry that another one is there.
    const [head] = desk.journal.heads().filter(({ chain }) => chain === 'exchange');
    desk.db.transaction((tx) => changeStationInTx(tx, desk.station, { heldTo: head?.seq ?? 0 }));
    await desk.exchange.sendNow();
    await desk.exchange.sendNow();
    expect(desk.exchange.ofDossier(id)).toMatchObject({ state: 'accepted' });
    expect(counts()).toMatchObject({ held: 0, sent: 0 });
  });

  it('P2 P4 no changed, cut or foreign answer is taken', async () => {
    await enrol();
    byHand();
    desk.receive();
    const parcel = await desk.exchange.buildParcel('wire', 1_000_000);
    const answer = await far.province.handle(parcel.bytes);
    const before = counts();
    for (let at = 0; at < answer.length; at += Math.ceil(answer.length / 40)) {
      const changed = Uint8Array.from(answer);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(desk.exchange.takeAnswer(changed, 'wire'), `byte ${at}`).rejects.toMatchObject({
        code: 'exchange-refused',
      });
      await expect(desk.exchange.takeAnswer(answer.subarray(0, at), 'wire')).rejects.toMatchObject({
        code: 'exchange-refused',
      });
    }
    expect(counts()).toEqual(before);
  });
});

describe('what the line turns out to be', () => {
  it('P17 a sign-in page with status 200 is never taken for the province', async () => {
    await enrol();
    desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: false }, 'admin');
    line.replaced = { status: 200, type: 'text/html', body: Buffer.from('<html>Đăng nhập</html>') };
    expect(await desk.exchange.sendNow()).toMatchObject({ line: 'not-the-province' });
    line.replaced = { status: 302, type: 'text/html', body: new Uint8Array() };
    expect(await desk.exchange.sendNow()).toMatchObject({ line: 'not-the-province' });
    line.replaced = null;
    expect(await desk.exchange.sendNow()).toMatchObject({ line: 'reached' });
  });

  it('P14 shows a clock that differs, and marks what is issued meanwhile', async () => {
    await enrol();
    await desk.exchange.sendNow();
    expect(desk.exchange.overview().clockSkewMs).toBe(0);
    const wrong = { now: () => clock.now() + 600_000 };
    const other = openExchangeDesk({ clock: wrong, transport: line });
    await other.exchange.enrol({ address: ADDRESS, code: await far.invite(other), actor: 'admin' });
    await other.exchange.sendNow();
    expect(other.exchange.overview().clockSkewMs).toBe(600_000);
    expect(other.exchange.summary().attention).toBeGreaterThan(0);
    expect(other.journal.clockState().trouble).not.toBeNull();
    other.receive();
    expect(other.journal.clockSpans()).toHaveLength(1);
    await other.remove();
  });
});

describe('the clock', () => {
  it('P14 is measured at the first byte of an answer to the newest parcel, and by nothing that somebody kept', async () => {
    let ahead = 0;
    let tookMs = 0;
    const moving = { now: () => clock.now() + ahead };
    const slow = {
      ...line,
      async call(call: Parameters<TestLine['call']>[0]) {
        const reply = await line.call(call);
        // The answer takes its time on the line.
        ahead += tookMs;
        return { ...reply, tookMs };
      },
    };
    const other = openExchangeDesk({ clock: moving, transport: slow });
    await other.exchange.enrol({ address: ADDRESS, code: await far.invite(other), actor: 'admin' });
    tookMs = 180_000;
    await other.exchange.sendNow();
    const shown = () => other.exchange.overview().clockSkewMs ?? Number.NaN;
    // Each answer of the round was the later for the one before it, not for itself.
    expect(ahead - shown()).toBe(tookMs);
    tookMs = 0;
    ahead = 0;
    await other.exchange.sendNow();
    expect(shown()).toBe(0);
    const first = await other.exchange.buildParcel('wire', 1_000_000);
    const kept = await far.province.handle(first.bytes);
    const second = await other.exchange.buildParcel('wire', 1_000_000);
    const answer = await far.province.handle(second.bytes);
    await other.exchange.takeAnswer(answer, 'wire');
    ahead = 600_000;
    await other.exchange.takeAnswer(kept, 'wire');
    await other.exchange.takeAnswer(answer, 'wire');
    expect(shown()).toBe(0);
    expect(other.journal.clockState().trouble).toBeNull();
    await other.remove();
  });
});

describe('a restored office', () => {
  it('P12 gets back what its copy did not have, numbers and all, and goes on', async () => {
    await enrol();
    desk.receive();
    await desk.exchange.sendNow();
    await desk.exchange.sendNow();
    byHand();
    const copied = path.join(desk.folder, 'copy.db');
    desk.db.copyTo(copied);
    // The office goes on after the copy was made, and the province hears of it.
    const later = desk.receive();
    const parcel = await desk.exchange.buildParcel('stick', 1_000_000);
    await desk.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'stick');
    const db = openDatabase({ file: copied, key: desk.temporary.key, migrations });
    const station = `${desk.profile.id}.station-2`;
    const restored = openExchangeDesk({
      clock,
      transport: line,
      station,
      profile: desk.profile,
      database: { ...desk.temporary, db, remove: () => db.close() },
    });
    const own = restored.exchange;
    const again = await own.buildParcel('stick', 1_000_000);
    const taken = await own.takeAnswer(await far.province.handle(again.bytes), 'stick');
    expect(taken.returned).toBeGreaterThan(0);
    expect(own.ofDossier(later.id)).toMatchObject({ state: 'accepted' });
    expect(await restored.journal.verify()).toMatchObject({ state: 'intact' });
    const before = restored.journal.viewDigests();
    restored.journal.rebuild();
    expect(restored.journal.viewDigests()).toEqual(before);
    await restored.remove();
  });

  it('P9 P12 what was said of an entry before it came back is said of it', async () => {
    await enrol();
    await desk.exchange.sendNow();
    byHand();
    const copied = path.join(desk.folder, 'copy.db');
    desk.db.copyTo(copied);
    const later = desk.receive();
    await far.province.sql.query("update offices set agency_code = 'H99' where id = $1", [desk.profile.id]);
    const parcel = await desk.exchange.buildParcel('stick', 1_000_000);
    await desk.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'stick');
    expect(desk.exchange.ofDossier(later.id)).toMatchObject({ state: 'rejected' });
    const db = openDatabase({ file: copied, key: desk.temporary.key, migrations });
    const restored = openExchangeDesk({
      clock,
      transport: line,
      station: `${desk.profile.id}.station-2`,
      profile: desk.profile,
      database: { ...desk.temporary, db, remove: () => db.close() },
    });
    const own = restored.exchange;
    // The first time what comes back can't be written; the verdicts are.
    const writing = vi.spyOn(restored.ports.journal, 'appendReturnedInTx');
    writing.mockImplementationOnce(() => {
      throw new Error('disk');
    });
    for (const returned of [0, 1]) {
      const again = await own.buildParcel('stick', 1_000_000);
      const taken = await own.takeAnswer(await far.province.handle(again.bytes), 'stick');
      expect(Math.sign(taken.returned)).toBe(returned);
    }
    expect(own.ofDossier(later.id)).toMatchObject({ state: 'rejected' });
    expect(own.summary().counts).toMatchObject({ held: 0, sent: 0, rejected: 1 });
    await restored.remove();
  });

  it('P9 P12 of what did not come back yet nothing is said as of an entry that is here', async () => {
    await enrol();
    await desk.exchange.sendNow();
    byHand();
    const copied = path.join(desk.folder, 'copy.db');
    desk.db.copyTo(copied);
    const later = [desk.receive(), desk.receive()];
    await far.province.sql.query("update offices set agency_code = 'H99' where id = $1", [desk.profile.id]);
    const parcel = await desk.exchange.buildParcel('stick', 1_000_000);
    await desk.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'stick');
    const db = openDatabase({ file: copied, key: desk.temporary.key, migrations });
    const restored = openExchangeDesk({
      clock,
      transport: line,
      station: `${desk.profile.id}.station-2`,
      profile: desk.profile,
      database: { ...desk.temporary, db, remove: () => db.close() },
    });
    const own = restored.exchange;
    const { journal } = restored.ports;
    const whole = journal.appendReturnedInTx.bind(journal);
    // The first time nothing comes back and the verdicts do; then the first entry alone, as where one after it was erased.
    const writing = vi.spyOn(journal, 'appendReturnedInTx');
    writing.mockImplementationOnce(() => {
      throw new Error('disk');
    });
    writing.mockImplementationOnce((tx, input) =>
      whole(tx, { ...input, entries: input.entries.slice(0, 1) }),
    );
    const ours: boolean[][] = [];
    for (let n = 0; n < 3; n += 1) {
      const again = await own.buildParcel('stick', 1_000_000);
      await own.takeAnswer(await far.province.handle(again.bytes), 'stick');
      ours.push(firstSaid(db, 'rejected', 10).map((said) => said.ours));
    }
    expect(ours).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
    for (const { id } of later) expect(own.ofDossier(id)).toMatchObject({ state: 'rejected' });
    await restored.remove();
  });

  it('P11 a copy that writes under the same station is kept beside, in conflict, and begins its own', async () => {
    await enrol();
    await desk.exchange.sendNow();
    await desk.exchange.sendNow();
    byHand();
    const copied = path.join(desk.folder, 'copy.db');
    desk.db.copyTo(copied);
    const carry = async (of: ExchangeDesk) => {
      const parcel = await of.exchange.buildParcel('stick', 1_000_000);
      return of.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'stick');
    };
    desk.receive();
    await carry(desk);
    const db = openDatabase({ file: copied, key: desk.temporary.key, migrations });
    const twin = openExchangeDesk({
      clock,
      transport: line,
      station: desk.station,
      profile: desk.profile,
      database: { ...desk.temporary, db, remove: () => db.close() },
    });
    const doubled = twin.receive();
    await carry(twin);
    await carry(twin);
    expect(twin.asked.newStation).toBeGreaterThan(0);
    // A person is told to open the program anew: until then the numbers are another copy's, too.
    expect(twin.exchange.overview().lineMessage).toContain('mở lại chương trình');
    expect(desk.exchange.overview().lineMessage).toBe('');
    expect(twin.exchange.ofDossier(doubled.id)).toMatchObject({ state: 'conflict' });
    const [row] = twin.exchange.outbox({ filter: 'conflict', day: null, before: null, limit: 10 }).rows;
    expect(row).toMatchObject({ code: 'other-entry', station: desk.station });
    // The first office keeps what it had, and sees that somebody else wrote under its numbers.
    await carry(desk);
    expect(counts()).toMatchObject({ held: 0, rejected: 0, conflict: 0 });
    expect(
      desk.exchange.outbox({ filter: 'conflict', day: null, before: null, limit: 10 }).rows.length,
    ).toBeGreaterThan(0);
    const { seq, hash } = row ?? { seq: 0, hash: '' };
    const doubt = { station: desk.station, seq, hash };
    expect(twin.exchange.conflict(doubt)).toMatchObject({
      ours: { here: true },
      theirs: { here: false },
      settled: null,
    });
    const settle = { ...doubt, keep: 'ours' as const, note: 'đã xem', actor: 'u1' };
    twin.exchange.settle(settle);
    twin.exchange.settle(settle);
    expect(twin.exchange.conflict(doubt)).toMatchObject({
      settled: { keep: 'ours', note: 'đã xem' },
    });
    expect(await twin.journal.verify()).toMatchObject({ state: 'intact' });
    await twin.remove();
  });
});
