import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replayQueue } from '#shared/queue/queue.oracle.ts';
import { openTestHall, sampleQueue, type TestHall } from '#test/fixtures/hall.ts';
import { QueueRefused } from './index.ts';

let hall: TestHall;
beforeEach(() => {
  hall = openTestHall('2026-11-23T08:00');
});
afterEach(() => {
  // Whatever was done, the oracle agrees with it.
  expect(replayQueue(hall.entries(), sampleQueue).faults).toEqual([]);
  hall.store.remove();
});

const issue = (group = 'ho-tich', priority: string | null = null) =>
  hall.queue.issue(
    { group, priority, requestId: hall.requestId() },
    { actor: 'person-2', station: 'station-1' },
  ).ticket;
const desk = (number: number) => hall.queue.desk(hall.person(number));
const sit = (number: number) => hall.queue.sit(hall.person(number), { counter: number });
const call = (number: number) =>
  hall.queue.callNext(hall.person(number), {
    finishing: desk(number).counter?.ticket?.id ?? null,
    requestId: hall.requestId(),
  }).counter?.ticket?.number;
const move = (number: number, ticket: string, step: 'skip' | 'hold' | 'finish' | 'return') =>
  hall.queue.move(hall.person(number), { ticket, move: step, requestId: hall.requestId() });

function refusal(task: () => unknown): string {
  try {
    task();
    return 'done';
  } catch (error) {
    if (!(error instanceof QueueRefused)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe('a clock that ran a day ahead and was set right', () => {
  it('gives no number that somebody still has', () => {
    hall.clock.set('2026-11-24T08:00');
    const [first, second] = [issue(), issue()];
    hall.clock.set('2026-11-23T08:05');
    expect(issue().number).toBe('A003');
    sit(2);
    expect([call(2), call(2)]).toEqual([first.number, second.number]);
    call(2);
    // Nobody has them any more.
    hall.clock.set('2026-11-24T08:05');
    expect(issue().number).toBe('A003');
  });

  it('takes nobody back beside another one of the same number', () => {
    hall.clock.set('2026-11-24T08:00');
    sit(2);
    const ahead = issue();
    call(2);
    move(2, ahead.id, 'finish');
    hall.clock.set('2026-11-23T08:05');
    expect(issue().number).toBe('A001');
    sit(2);
    expect(refusal(() => move(2, ahead.id, 'return'))).toContain('người khác mang số A001');
    call(2);
    expect(refusal(() => move(2, ahead.id, 'return'))).toContain('người khác mang số A001');
  });
});

describe('the next one', () => {
  it('is called only where the ticket that is finished is the one on the screen', () => {
    sit(2);
    const [first, second] = [issue(), issue()];
    issue();
    call(2);
    // At another PC, with the same account.
    call(2);
    const entries = hall.entries().length;
    const stale = { finishing: first.id, requestId: hall.requestId() };
    expect(refusal(() => hall.queue.callNext(hall.person(2), stale))).toMatch(/^ticket-moved: .*A002/);
    const nobody = { finishing: null, requestId: hall.requestId() };
    expect(refusal(() => hall.queue.callNext(hall.person(2), nobody))).toMatch(/^ticket-moved: .*A002/);
    expect(hall.entries()).toHaveLength(entries);
    expect(desk(2).counter?.ticket?.id).toBe(second.id);
  });
});

describe('taking back', () => {
  const back = (ticket: string, aside: { ticket: string; move: 'hold' | 'finish' } | null) =>
    hall.queue.takeBack(hall.person(2), { ticket, aside, requestId: hall.requestId() });

  it('puts aside who is served in the same step, or does nothing at all', () => {
    sit(2);
    const [first, second] = [issue(), issue()];
    call(2);
    move(2, first.id, 'hold');
    call(2);
    expect(refusal(() => back(first.id, null))).toContain('đang phục vụ số A002');
    const entries = hall.entries().length;
    expect(refusal(() => back('no-such-ticket', { ticket: second.id, move: 'finish' }))).toContain(
      'not-found',
    );
    expect(refusal(() => back(first.id, { ticket: first.id, move: 'finish' }))).toContain('ticket-moved');
    expect(hall.entries()).toHaveLength(entries);
    expect(desk(2).counter?.ticket?.id).toBe(second.id);
    const requestId = hall.requestId();
    const order = { ticket: first.id, aside: { ticket: second.id, move: 'hold' as const }, requestId };
    const done = hall.queue.takeBack(hall.person(2), order);
    expect(done.counter?.ticket?.id).toBe(first.id);
    expect(done.held.map(({ id }) => id)).toEqual([second.id]);
    expect(hall.queue.takeBack(hall.person(2), order)).toEqual(done);
    expect(back(second.id, { ticket: first.id, move: 'finish' }).counter?.ticket?.id).toBe(second.id);
  });
});

describe('sitting down and leaving', () => {
  it('may be said twice, and a late repeat leaves no other counter', () => {
    sit(2);
    hall.queue.sit(hall.person(2), { counter: 2 });
    expect(hall.entries()).toHaveLength(1);
    hall.queue.leave(hall.person(2), 2);
    expect(refusal(() => hall.queue.leave(hall.person(2), 2))).toBe('done');
    expect(hall.entries()).toHaveLength(2);
    hall.queue.sit(hall.person(2), { counter: 4 });
    expect(hall.queue.leave(hall.person(2), 2).counter?.number).toBe(4);
  });
});

describe('a skipped ticket', () => {
  it('counts once between two priority tickets', () => {
    sit(2);
    const preferred = () => issue('ho-tich', 'cao-tuoi').number;
    const between = sampleQueue.ordinaryBetweenPriorities;
    const firstPreferred = preferred();
    const skipped = issue();
    expect(call(2)).toBe(firstPreferred);
    expect(call(2)).toBe(skipped.number);
    move(2, skipped.id, 'skip');
    const second = preferred();
    expect(call(2)).toBe(skipped.number);
    const ordinary = Array.from({ length: between }, () => issue().number);
    const third = preferred();
    const next = Array.from({ length: between + 2 }, () => call(2));
    // The priority ticket waited longest; behind it so many others who were never called, then the next one.
    expect(next).toEqual([second, ...ordinary, third]);
  });
});

describe('why a counter pauses', () => {
  it("is one of the office's reasons, or a few words with nobody's number", () => {
    sit(2);
    const pause = (reason: string) => refusal(() => hall.queue.pause(hall.person(2), reason));
    expect(pause('Gọi ông An 0912345678')).toContain('invalid-input');
    expect(pause('x'.repeat(100))).toContain('invalid-input');
    expect(desk(2).counter?.state).toBe('open');
    expect(pause(sampleQueue.pauseReasons[0] ?? '')).toBe('done');
    expect(pause('Máy in hỏng')).toBe('done');
  });
});

describe('what became of a number', () => {
  it('is told, also of another counter', () => {
    sit(4);
    const { id, number, day } = issue();
    call(4);
    move(4, id, 'finish');
    expect(hall.queue.ticket({ number, day })).toMatchObject({
      ticket: { state: 'finished', counter: 4 },
      today: day,
    });
    expect(hall.queue.ticket({ number, day: '2026-11-22' }).ticket).toBeNull();
  });
});

describe('the board', () => {
  it('shows another state when an account is closed', () => {
    sit(2);
    const before = hall.queue.version();
    hall.people.set('person-2', { name: 'Cán bộ 2', active: false });
    expect(hall.queue.version()).not.toBe(before);
    expect(hall.queue.board().counters.find(({ number }) => number === 2)?.state).toBe('closed');
  });
});

describe('after an older copy was put back', () => {
  it('numbers begin behind what is known outside, and go on from there', () => {
    hall.store.remove();
    let known = 0;
    hall = openTestHall('2026-11-23T08:00', {
      numbersOutside: () => ({ known, doubtedAt: null }),
      onIssued: ({ serial }) => {
        known = Math.max(known, serial);
      },
    });
    known = 40;
    const numbers = [issue().number, issue().number];
    expect(numbers).toEqual(['A061', 'A062']);
    hall.store.remove();
    hall = openTestHall('2026-11-23T08:00');
  });
});
