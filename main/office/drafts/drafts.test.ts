import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { createTestClock, openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { draftInput, openTestDrafts, seat } from '#test/fixtures/drafts.ts';
import { systemIds } from '#test/fixtures/office.ts';

const DAY_MS = 86_400_000;
const START = epochOfOfficeTimestamp('2026-11-23T10:42');
const lan = seat(systemIds.id(), 'Lan', 'Quầy 2');
const minh = seat(systemIds.id(), 'Minh', 'Quầy 3');
const minhAtLans = { ...minh, window: lan.window };
const nobody = () => false;
const everybody = () => true;

let t: TemporaryDatabase;
let clock: ReturnType<typeof createTestClock>;
let desk: ReturnType<typeof openTestDrafts>;
let received: Map<string, { code: string | null }>;
beforeEach(() => {
  t = openTemporaryDatabase();
  clock = createTestClock(START);
  received = new Map();
  desk = openTestDrafts(t.db, clock, (_db, requestId) => received.get(requestId));
});
afterEach(() => t.remove());

const forms = (list: { offers: readonly { requestId: string }[] }) =>
  list.offers.map((offer) => offer.requestId);

describe('forms of two screens', () => {
  const line = (id: string, edit = 1) => ({ ...draftInput(id, edit), kind: 'certify' as const });

  it('are kept side by side at one seat, and each screen is given and offered its own', () => {
    const [form, copies] = [systemIds.id(), systemIds.id()];
    desk.drafts.save(lan, draftInput(form, 1));
    desk.drafts.save(lan, line(copies));
    expect(desk.drafts.list(lan, 'reception', null, nobody)).toMatchObject({
      own: { requestId: form },
      offers: [],
    });
    expect(desk.drafts.list(lan, 'certify', null, nobody)).toMatchObject({
      own: { requestId: copies },
      offers: [],
    });
    expect(forms(desk.drafts.list(minh, 'reception', null, nobody))).toEqual([form]);
    expect(forms(desk.drafts.list(minh, 'certify', null, nobody))).toEqual([copies]);
  });

  it('do not lay each other aside, also where one is taken over', () => {
    const [form, copies, left] = [systemIds.id(), systemIds.id(), systemIds.id()];
    desk.drafts.save(minh, line(left));
    desk.drafts.save(lan, draftInput(form, 1));
    desk.drafts.save(lan, line(copies));
    desk.drafts.take(lan, left);
    expect(desk.drafts.list(lan, 'reception', null, nobody).own?.requestId).toBe(form);
    expect(desk.drafts.list(lan, 'certify', null, nobody).own?.requestId).toBe(left);
    expect(forms(desk.drafts.list(lan, 'certify', null, nobody))).toEqual([copies]);
  });

  it('stay what they began as', () => {
    const copies = systemIds.id();
    desk.drafts.save(lan, line(copies));
    desk.drafts.save(lan, draftInput(copies, 2));
    expect(desk.drafts.list(lan, 'reception', null, nobody).own).toBeNull();
    expect(desk.drafts.list(lan, 'certify', null, nobody).own).toMatchObject({ requestId: copies, edit: 2 });
  });
});

describe('a form that is saved', () => {
  it('is given back to the same person in the same window, and to nobody else unasked', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 1));
    clock.advance(5_000);
    expect(desk.drafts.save(lan, draftInput(id, 2, 'Nguyễn Văn An Bình'))).toEqual({ state: 'yours' });
    expect(desk.drafts.list(lan, 'reception', null, nobody)).toMatchObject({
      own: {
        requestId: id,
        edit: 2,
        savedAt: '2026-11-23T10:42:05.000+07:00',
        form: '{"text":"Nguyễn Văn An Bình"}',
      },
      offers: [],
    });
    expect(desk.drafts.list(minhAtLans, 'reception', null, nobody).own).toBeNull();
  });

  it('is offered to the office once nobody has it open: who, what, when, where', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 1));
    expect(desk.drafts.list(minh, 'reception', null, everybody).offers).toEqual([]);
    for (const asker of [minh, minhAtLans]) {
      expect(desk.drafts.list(asker, 'reception', null, nobody).offers).toEqual([
        {
          requestId: id,
          applicant: 'Nguyễn Văn An',
          procedure: 'Đăng ký kết hôn',
          savedAt: '2026-11-23T10:42:00.000+07:00',
          holder: { name: 'Chị Lan', counter: 'Quầy 2', since: '2026-11-23T10:42:00.000+07:00' },
          yours: false,
          atWork: false,
        },
      ]);
    }
  });

  it('of oneself is offered at another window also while the first one is open', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 1));
    const elsewhere = seat(systemIds.id(), 'Lan', 'Quầy 5');
    expect(desk.drafts.list(elsewhere, 'reception', null, everybody).offers).toMatchObject([
      { requestId: id, yours: true, atWork: true },
    ]);
  });

  it('is laid aside, not lost, when the seat begins another', () => {
    const [first, second] = [systemIds.id(), systemIds.id()];
    desk.drafts.save(lan, draftInput(first, 1));
    desk.drafts.save(lan, draftInput(second, 1));
    expect(desk.drafts.list(lan, 'reception', second, everybody)).toMatchObject({
      own: { requestId: second },
      offers: [{ requestId: first, yours: true, atWork: false }],
    });
    expect(forms(desk.drafts.list(minh, 'reception', null, everybody))).toEqual([first]);
  });

  it('never goes back to an older state by a message that was late', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 7, 'mới'));
    expect(desk.drafts.save(lan, draftInput(id, 6, 'cũ'))).toEqual({ state: 'yours' });
    expect(desk.drafts.list(lan, 'reception', null, nobody).own?.form).toBe('{"text":"mới"}');
  });
});

describe('taking over', () => {
  it('moves the draft; the first counter is told by whom and can neither save nor receive it', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 3));
    clock.advance(120_000);
    expect(desk.drafts.take(minh, id)).toMatchObject({ requestId: id, edit: 3 });
    const by = { name: 'Chị Minh', counter: 'Quầy 3', since: '2026-11-23T10:44:00.000+07:00' };
    expect(desk.drafts.list(lan, 'reception', id, everybody)).toMatchObject({
      own: null,
      standing: { state: 'taken', by },
    });
    expect(desk.drafts.save(lan, draftInput(id, 9, 'quầy 2 gõ thêm'))).toEqual({ state: 'taken', by });
    expect(desk.drafts.findOtherHolder(id, lan.user.id, lan.window)).toEqual(by);
    expect(desk.drafts.findOtherHolder(id, lan.user.id, null)).toEqual(by);
    expect(desk.drafts.findOtherHolder(id, minh.user.id, minh.window)).toBeUndefined();
    expect(desk.drafts.save(minh, draftInput(id, 4))).toEqual({ state: 'yours' });
    expect(desk.drafts.list(minh, 'reception', id, everybody)).toMatchObject({
      own: { requestId: id },
      standing: { state: 'yours' },
    });
  });

  it('of what is gone finds nothing and leaves open what was open', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 1));
    expect(desk.drafts.take(lan, systemIds.id())).toBeUndefined();
    expect(desk.drafts.list(lan, 'reception', null, nobody).own?.requestId).toBe(id);
  });

  it('of one’s own, still open here, changes nothing', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 1));
    clock.advance(1_000);
    desk.drafts.take(lan, id);
    expect(desk.drafts.save(lan, draftInput(id, 2))).toEqual({ state: 'yours' });
    expect(desk.drafts.list(minh, 'reception', null, nobody).offers[0]?.holder.since).toBe(
      '2026-11-23T10:42:00.000+07:00',
    );
  });
});

describe('a draft ends', () => {
  it('with the transaction that receives it, and only if that one is committed', () => {
    const id = systemIds.id();
    desk.drafts.save(lan, draftInput(id, 1));
    expect(() =>
      t.db.transaction((tx) => {
        desk.drafts.forgetDraftInTx(tx, id);
        throw new Error('no serial left');
      }),
    ).toThrow('no serial left');
    expect(desk.drafts.list(lan, 'reception', null, nobody).own?.requestId).toBe(id);
    t.db.transaction((tx) => desk.drafts.forgetDraftInTx(tx, id));
    expect(desk.drafts.list(lan, 'reception', id, nobody)).toMatchObject({
      own: null,
      standing: { state: 'absent' },
    });
  });

  it('and does not come back by a save that was under way', () => {
    const id = systemIds.id();
    received.set(id, { code: 'H44.152-261123-0001' });
    const standing = { state: 'received', code: 'H44.152-261123-0001' };
    expect(desk.drafts.save(lan, draftInput(id, 2))).toEqual(standing);
    expect(desk.drafts.list(lan, 'reception', id, nobody)).toMatchObject({ own: null, offers: [], standing });
  });

  it('when it is discarded, here or from the offer, but not under the hands of who is typing', () => {
    const [own, offered] = [systemIds.id(), systemIds.id()];
    desk.drafts.save(lan, draftInput(own, 1));
    desk.drafts.save(minh, draftInput(offered, 1));
    expect(desk.drafts.discard(lan, offered, everybody)).toBe('at-work');
    expect(desk.drafts.discard(lan, offered, nobody)).toBe('gone');
    expect(desk.drafts.discard(lan, own, everybody)).toBe('gone');
    expect(desk.drafts.discard(lan, own, everybody)).toBe('gone');
    expect(desk.drafts.list(lan, 'reception', null, nobody)).toMatchObject({ own: null, offers: [] });
  });

  it('after as many days as the data says, counted from the last key', () => {
    const [old, fresh] = [systemIds.id(), systemIds.id()];
    desk.drafts.save(lan, draftInput(old, 1));
    const { keptDays } = desk.drafts.list(lan, 'reception', null, nobody);
    clock.advance(1);
    desk.drafts.save(minh, draftInput(fresh, 1));
    clock.set(START + keptDays * DAY_MS);
    expect(desk.drafts.removeOld()).toBe(0);
    clock.advance(1);
    expect(desk.drafts.removeOld()).toBe(1);
    expect(desk.drafts.list(lan, 'reception', null, nobody)).toMatchObject({
      own: null,
      offers: [{ requestId: fresh }],
      removed: 1,
    });
  });
});

it('the screens are told when what is offered may have changed, not at every key', () => {
  const [first, second] = [systemIds.id(), systemIds.id()];
  const steps: [string, () => unknown, number][] = [
    ['begun', () => desk.drafts.save(lan, draftInput(first, 1)), 1],
    ['typed on', () => desk.drafts.save(lan, draftInput(first, 2)), 0],
    ['another begun', () => desk.drafts.save(lan, draftInput(second, 1)), 1],
    ['taken', () => desk.drafts.take(minh, first), 1],
    ['saved in vain', () => desk.drafts.save(lan, draftInput(first, 9)), 0],
    ['discarded', () => desk.drafts.discard(minh, first, nobody), 1],
    ['discarded again', () => desk.drafts.discard(minh, first, nobody), 0],
    ['received', () => t.db.transaction((tx) => desk.drafts.forgetDraftInTx(tx, second)), 1],
    ['nothing old', () => desk.drafts.removeOld(), 0],
  ];
  for (const [what, run, expected] of steps) {
    const before = desk.told();
    run();
    expect([what, desk.told() - before]).toEqual([what, expected]);
  }
});
