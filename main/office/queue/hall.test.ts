import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ticketIssued } from '#shared/journal/index.ts';
import type { TicketMove } from '#shared/queue/index.ts';
import { openTestHall, sampleQueue, type TestHall } from '#test/fixtures/hall.ts';
import { QueueRefused } from './index.ts';
import { findRequest } from './requests-table.ts';

let hall: TestHall;
beforeEach(() => {
  hall = openTestHall('2026-11-23T08:00');
});
afterEach(() => hall.store.remove());

const by = { actor: 'person-2', station: 'station-1' };
const issue = (group = 'ho-tich', priority: string | null = null) =>
  hall.queue.issue({ group, priority, requestId: hall.requestId() }, by);
const sit = (number: number) => {
  const person = hall.person(number);
  hall.queue.sit(person, { counter: number });
  return person;
};
const served = (number: number) => hall.queue.desk(hall.person(number)).counter?.ticket?.id ?? null;
const call = (number: number, requestId = hall.requestId()) =>
  hall.queue.callNext(hall.person(number), { finishing: served(number), requestId }).counter?.ticket;
const move = (number: number, ticket: string, step: TicketMove) =>
  hall.queue.move(hall.person(number), { ticket, move: step, requestId: hall.requestId() });
const minutes = (count: number) => hall.clock.advance(count * 60_000);

/** The code and field of a refusal; `done` where there was none. */
function refusal(task: () => unknown): string {
  try {
    task();
    return 'done';
  } catch (error) {
    if (!(error instanceof QueueRefused)) throw error;
    return [error.code, ...error.problems.map(({ field }) => field)].join(' ');
  }
}

describe('numbers', () => {
  it('rise by group and begin anew with the local day', () => {
    expect([issue(), issue(), issue('dat-dai')].map(({ ticket }) => ticket.number)).toEqual([
      'A001',
      'A002',
      'B001',
    ]);
    hall.clock.set('2026-11-23T23:59');
    expect(issue().ticket).toMatchObject({ number: 'A003', day: '2026-11-23' });
    minutes(1);
    expect(issue().ticket).toMatchObject({ number: 'A001', day: '2026-11-24' });
  });

  it('are not given twice by a clock set back over midnight, or forward and back', () => {
    hall.clock.set('2026-11-24T00:10');
    issue();
    hall.clock.set('2026-11-23T23:50');
    // The first one still waits.
    expect(issue().ticket).toMatchObject({ number: 'A002', day: '2026-11-23' });
    hall.clock.set('2026-11-24T00:20');
    expect(issue().ticket).toMatchObject({ number: 'A002', day: '2026-11-24' });
    hall.clock.set('2026-11-27T08:00');
    expect(issue().ticket).toMatchObject({ number: 'A001', day: '2026-11-27' });
    hall.clock.set('2026-11-24T08:00');
    expect(issue().ticket).toMatchObject({ number: 'A003', day: '2026-11-24' });
    hall.clock.set('2026-11-27T08:00');
    expect(issue().ticket).toMatchObject({ number: 'A002', day: '2026-11-27' });
  });

  it('end at 999, for that group only', () => {
    hall.store.db.transaction((tx) => {
      const body = { letter: 'A', group: 'ho-tich', day: '2026-11-23', priority: null };
      for (let serial = 1; serial <= 999; serial += 1) {
        hall.journal.appendInTx(tx, {
          kind: ticketIssued,
          actor: 'a',
          subject: `t${serial}`,
          body: { ...body, id: `t${serial}`, serial, visit: `v${serial}`, request: `r${serial}` },
        });
      }
    });
    expect(refusal(() => issue())).toBe('queue-full');
    expect(issue('dat-dai').ticket.number).toBe('B001');
    minutes(24 * 60);
    expect(issue().ticket.number).toBe('A001');
  });

  it('go on when a group gets another letter, and stay apart when a letter gets another group', () => {
    issue();
    const [first, second, ...rest] = sampleQueue.groups;
    if (first === undefined || second === undefined) throw new Error('too few groups');
    const swapped = [{ ...first, letter: 'B' }, { ...second, letter: 'A' }, ...rest];
    hall.queue.change({ ...sampleQueue, groups: swapped }, 'administrator-1');
    expect([issue('ho-tich'), issue('dat-dai')].map(({ ticket }) => ticket.number)).toEqual(['B002', 'A002']);
  });

  it('ask again for the same and get the same', () => {
    const requestId = hall.requestId();
    const first = hall.queue.issue({ group: 'ho-tich', priority: null, requestId }, by);
    issue();
    const again = hall.queue.issue({ group: 'ho-tich', priority: null, requestId }, by);
    expect(again).toEqual(first);
    expect(again.jobId).toBe(`job-of-${first.ticket.id}`);
    expect(hall.papers).toHaveLength(2);
    expect(refusal(() => issue('khac'))).toBe('not-found group');
    expect(refusal(() => issue('ho-tich', 'khac'))).toBe('not-found priority');
  });

  it('are printed with who is ahead and when it may be, and with nobody in it', () => {
    issue();
    issue('ho-tich', 'cao-tuoi');
    expect(hall.papers[1]?.paper).toMatchObject({
      number: 'A002',
      groupName: 'Hộ tịch – Chứng thực',
      priorityName: 'Người cao tuổi',
      ahead: 0,
      estimateMinutes: null,
      sample: true,
    });
    sit(2);
    for (let count = 0; count < 4; count += 1) {
      issue();
      call(2);
      minutes(5);
    }
    expect(issue()).toMatchObject({ ahead: 2, estimateMinutes: 15 });
    expect(hall.queue.options().groups[0]).toMatchObject({ waiting: 3, estimateMinutes: 20 });
  });
});

describe('at a counter', () => {
  it('one person at one place: who sits elsewhere leaves, and a counter that is taken is refused', () => {
    sit(2);
    issue();
    call(2);
    const desk = hall.queue.sit(hall.person(2), { counter: 4 });
    expect(desk.counters.map(({ state }) => state)).toEqual(['closed', 'closed', 'closed', 'open']);
    expect(hall.queue.today({ day: '2026-11-23', cursor: null, limit: 5 }).tickets[0]?.state).toBe(
      'finished',
    );
    expect(refusal(() => hall.queue.sit(hall.person(3), { counter: 4 }))).toBe('counter-taken counter');
    expect(refusal(() => hall.queue.sit(hall.person(3), { counter: 5 }))).toBe('not-found counter');
    hall.queue.leave(hall.person(2), 4);
    expect(refusal(() => hall.queue.sit(hall.person(3), { counter: 4 }))).toBe('done');
    expect(refusal(() => call(2))).toBe('no-counter');
  });

  it('is taken over from a closed account, by an administrator on purpose, and by anybody on another day', () => {
    sit(2);
    const administrator = hall.person(9, 'administrator');
    expect(refusal(() => hall.queue.sit(administrator, { counter: 2 }))).toBe('counter-taken counter');
    expect(refusal(() => hall.queue.sit(hall.person(3), { counter: 2, takeOver: true }))).toBe(
      'counter-taken counter',
    );
    issue();
    call(2);
    expect(hall.queue.sit(administrator, { counter: 2, takeOver: true }).counter?.ticket?.number).toBe(
      'A001',
    );
    expect(refusal(() => call(2))).toBe('no-counter');
    hall.people.set('person-9', { name: 'Cán bộ 9', active: false });
    expect(refusal(() => hall.queue.sit(hall.person(3), { counter: 2 }))).toBe('done');
    minutes(24 * 60);
    expect(refusal(() => hall.queue.sit(hall.person(4), { counter: 2 }))).toBe('done');
    expect(refusal(() => call(3))).toBe('no-counter');
  });

  it('the next is called, the one before is finished, a repeat calls nobody', () => {
    sit(2);
    issue();
    issue();
    const requestId = hall.requestId();
    const first = hall.queue.callNext(hall.person(2), { finishing: null, requestId });
    expect(first.counter?.ticket?.number).toBe('A001');
    expect(hall.queue.callNext(hall.person(2), { finishing: null, requestId })).toEqual(first);
    expect(call(2)?.number).toBe('A002');
    expect(call(2)).toBeNull();
    const states = hall.queue.today({ day: '2026-11-23', cursor: null, limit: 5 }).tickets;
    expect(states.map(({ state }) => state)).toEqual(['finished', 'finished']);
    const { waiting } = hall.queue.desk(hall.person(2));
    expect(waiting).toBe(0);
  });

  it('pauses: nobody is called until it goes on', () => {
    sit(2);
    const { ticket } = issue();
    issue();
    call(2);
    expect(hall.queue.pause(hall.person(2), 'Họp').counter).toMatchObject({
      state: 'paused',
      pauseReason: 'Họp',
    });
    expect(refusal(() => call(2))).toBe('no-counter');
    expect(refusal(() => move(2, ticket.id, 'recall'))).toBe('no-counter');
    expect(hall.queue.goOn(hall.person(2)).counter?.state).toBe('open');
    expect(call(2)?.number).toBe('A002');
  });

  it('holds, takes back, skips to the end, and gives up', () => {
    sit(2);
    const [a, b, c] = [issue(), issue(), issue()];
    call(2);
    minutes(2);
    expect(move(2, a.ticket.id, 'hold').held.map(({ number }) => number)).toEqual(['A001']);
    call(2);
    expect(refusal(() => move(2, a.ticket.id, 'return'))).toBe('ticket-moved');
    move(2, b.ticket.id, 'skip');
    expect(move(2, a.ticket.id, 'return').counter?.ticket?.number).toBe('A001');
    minutes(3);
    expect(call(2)?.number).toBe('A003');
    move(2, c.ticket.id, 'recall');
    const missed = move(2, c.ticket.id, 'no-show');
    expect(missed.noShows).toMatchObject([{ number: 'A003', calls: 2 }]);
    expect(missed.counter?.ticket).toBeNull();
    expect(call(2)).toMatchObject({ number: 'A002', calls: 2 });
    const rows = hall.queue.today({ day: '2026-11-23', cursor: null, limit: 5 }).tickets;
    expect(rows.find(({ number }) => number === 'A001')).toMatchObject({
      state: 'finished',
      servedSeconds: 300,
    });
    expect(refusal(() => move(2, 'no-such-ticket', 'finish'))).toBe('not-found');
  });

  it('takes back who was finished by a press too many, here and today only', () => {
    sit(2);
    sit(4);
    const first = issue();
    for (let count = 0; count < 6; count += 1) issue();
    call(2);
    minutes(2);
    for (let count = 0; count < 7; count += 1) {
      minutes(1);
      call(2);
    }
    const numbers = (number: number) =>
      hall.queue.desk(hall.person(number)).finished.map((ticket) => ticket.number);
    expect(numbers(2)).toEqual(['A007', 'A006', 'A005', 'A004', 'A003']);
    expect(numbers(4)).toEqual([]);
    expect(move(2, first.ticket.id, 'return').counter?.ticket?.number).toBe('A001');
    minutes(1);
    move(2, first.ticket.id, 'finish');
    expect(numbers(2)[0]).toBe('A001');
    const rows = hall.queue.today({ day: '2026-11-23', cursor: null, limit: 10 }).tickets;
    expect(rows.at(-1)).toMatchObject({ number: 'A001', servedSeconds: 240 });
    minutes(24 * 60);
    sit(2);
    expect(numbers(2)).toEqual([]);
    expect(refusal(() => move(2, first.ticket.id, 'return'))).toBe('ticket-moved');
  });

  it('sends a ticket on: it keeps its number and its place, and a counter that closed gives it back', () => {
    for (const number of [2, 3, 4]) sit(number);
    const first = issue();
    issue();
    call(2);
    const transfer = (to: { group: string } | { counter: number }) =>
      hall.queue.transfer(hall.person(2), { ticket: first.ticket.id, to, requestId: hall.requestId() });
    expect(refusal(() => transfer({ counter: 2 }))).toBe('not-found to.counter');
    expect(refusal(() => transfer({ counter: 1 }))).toBe('not-found to.counter');
    expect(refusal(() => transfer({ group: 'khac' }))).toBe('not-found to.group');
    expect(transfer({ counter: 3 }).waiting).toBe(1);
    expect(hall.queue.desk(hall.person(3)).waiting).toBe(1);
    expect(call(2)?.number).toBe('A002');
    expect(call(3)).toMatchObject({
      number: 'A001',
      issuedAt: first.ticket.issuedAt,
      visit: first.ticket.visit,
    });
    const back = { ticket: first.ticket.id, to: { counter: 4 }, requestId: hall.requestId() };
    hall.queue.transfer(hall.person(3), back);
    hall.queue.leave(hall.person(4), 4);
    expect(call(2)?.number).toBe('A001');
    expect(transfer({ group: 'dat-dai' }).groups[1]).toMatchObject({ id: 'dat-dai', waiting: 1 });
    expect(call(3)?.number).toBe('A001');
  });

  it("sends nobody to a counter that pauses, and what waits for one is anybody's of its group", () => {
    sit(2);
    sit(4);
    const { ticket } = issue();
    call(2);
    const send = () =>
      hall.queue.transfer(hall.person(2), {
        ticket: ticket.id,
        to: { counter: 4 },
        requestId: hall.requestId(),
      });
    hall.queue.pause(hall.person(4), 'Họp');
    expect(refusal(send)).toBe('not-found to.counter');
    hall.queue.goOn(hall.person(4));
    expect(send().waiting).toBe(0);
    hall.queue.pause(hall.person(4), 'Họp');
    expect(hall.queue.desk(hall.person(2)).waiting).toBe(1);
    expect(call(2)?.number).toBe('A001');
  });

  it('knows whose visit a dossier belongs to', () => {
    sit(2);
    const { ticket } = issue();
    const visit = () => hall.queue.visitAtCounter(hall.store.db, 'person-2', hall.clock.now());
    expect(visit()).toBeUndefined();
    call(2);
    expect(visit()).toBe(ticket.visit);
    expect(hall.queue.visitAtCounter(hall.store.db, 'person-3', hall.clock.now())).toBeUndefined();
    move(2, ticket.id, 'hold');
    expect(visit()).toBeUndefined();
    move(2, ticket.id, 'return');
    expect(visit()).toBe(ticket.visit);
    minutes(24 * 60);
    expect(visit()).toBeUndefined();
  });
});

describe('a new day', () => {
  it('forgets the requests of the day before, also where that left nothing', () => {
    const requestId = hall.requestId();
    sit(2);
    hall.queue.issue({ group: 'ho-tich', priority: null, requestId }, by);
    call(2);
    hall.queue.leave(hall.person(2), 2);
    minutes(24 * 60);
    issue();
    expect(hall.entries().some(({ kind }) => kind === 'queue-day-ended')).toBe(false);
    expect(findRequest(hall.store.db, requestId)).toBeUndefined();
  });

  it('ends what is left of the day before, once', () => {
    sit(2);
    const [served, held, waiting] = [issue(), issue(), issue()];
    call(2);
    call(2);
    move(2, held.ticket.id, 'hold');
    move(2, held.ticket.id, 'return');
    expect([served, waiting]).toHaveLength(2);
    minutes(24 * 60);
    expect(hall.queue.desk(hall.person(2))).toMatchObject({ counter: null, waiting: 0 });
    expect(hall.queue.board()).toMatchObject({ waiting: 0, calls: [] });
    expect(issue().ahead).toBe(0);
    sit(2);
    expect(call(2)?.number).toBe('A001');
    const ended = hall.entries().filter(({ kind }) => kind === 'queue-day-ended');
    expect(ended.map(({ body }) => body)).toEqual([
      { day: '2026-11-24', lapsed: [waiting.ticket.id], finished: [held.ticket.id], closed: [2] },
    ]);
    const rows = hall.queue.today({ day: '2026-11-23', cursor: null, limit: 5 }).tickets;
    expect(rows.map(({ state, servedSeconds }) => [state, servedSeconds])).toEqual([
      ['lapsed', null],
      ['finished', null],
      ['finished', 0],
    ]);
    expect(refusal(() => move(2, waiting.ticket.id, 'return'))).toBe('ticket-moved');
  });

  it('of a clock that ran a day ahead is taken back: those people can still be served', () => {
    const { ticket } = issue();
    minutes(24 * 60);
    sit(2);
    hall.clock.set('2026-11-23T08:05');
    sit(2);
    expect(hall.queue.desk(hall.person(2)).noShows).toMatchObject([{ number: 'A001', state: 'lapsed' }]);
    expect(move(2, ticket.id, 'return').counter?.ticket?.number).toBe('A001');
  });

  it('is not begun by a clock that is known to run far ahead', () => {
    sit(2);
    issue();
    hall.clock.set('2027-11-23T08:00');
    expect(call(2)?.number).toBe('A001');
    hall.clock.set('2026-11-23T08:10');
    issue();
    expect(call(2)?.number).toBe('A002');
    expect(hall.entries().filter(({ kind }) => kind === 'queue-day-ended')).toEqual([]);
  });
});

describe('the board', () => {
  it('shows calls newest first, each ticket once, a recall anew; numbers and never names', () => {
    sit(2);
    sit(4);
    issue();
    const second = issue();
    call(2);
    call(4);
    const before = hall.queue.board();
    expect(before.calls.map(({ number, counter }) => [number, counter])).toEqual([
      ['A002', 4],
      ['A001', 2],
    ]);
    move(4, second.ticket.id, 'recall');
    const after = hall.queue.board();
    expect(after.calls[0]?.call).toBeGreaterThan(before.calls[0]?.call ?? 0);
    expect(after.calls).toHaveLength(2);
    expect(after.counters[1]).toEqual({
      number: 2,
      name: 'Hộ tịch – Chứng thực',
      state: 'open',
      ticket: 'A001',
    });
    expect(JSON.stringify(after)).not.toContain('Cán bộ');
  });

  it('keeps what stands at counters, and so many calls before as are set', () => {
    sit(2);
    for (let count = 0; count < 12; count += 1) {
      issue();
      call(2);
    }
    expect(hall.queue.board().calls.map(({ number }) => number)).toEqual([
      'A012',
      'A011',
      'A010',
      'A009',
      'A008',
      'A007',
    ]);
  });

  it('goes on showing whoever is served for long', () => {
    sit(2);
    sit(4);
    issue();
    call(4);
    for (let count = 0; count < 20; count += 1) {
      issue();
      call(2);
    }
    expect(hall.queue.board().calls.at(-1)).toMatchObject({ number: 'A001', counter: 4 });
  });

  it('is told after every change, and not where nothing changed', () => {
    sit(2);
    const told = hall.told();
    call(2);
    hall.queue.goOn(hall.person(2));
    expect(hall.told()).toBe(told);
    issue();
    call(2);
    expect(hall.told()).toBe(told + 2);
  });
});

describe('settings', () => {
  it('keep a group whose ticket is called, held or missed today; after all, anybody may call of one that is gone', () => {
    sit(3);
    sit(2);
    const last = sampleQueue.groups.at(-1)?.id ?? '';
    const without = {
      ...sampleQueue,
      groups: sampleQueue.groups.slice(0, -1),
      counters: sampleQueue.counters.map((one) => ({
        ...one,
        groups: one.groups.filter((id) => id !== last).concat(one.number === 1 ? ['ho-tich'] : []),
      })),
    };
    const server = sampleQueue.counters.find(({ groups }) => groups.includes(last))?.number ?? 0;
    sit(server);
    const { ticket } = issue(last);
    const change = () => refusal(() => hall.queue.change(without, 'administrator-1'));
    call(server);
    expect(change()).toBe('queue-settings-wrong groups');
    move(server, ticket.id, 'hold');
    expect(change()).toBe('queue-settings-wrong groups');
    move(server, ticket.id, 'no-show');
    expect(change()).toBe('queue-settings-wrong groups');
    move(server, ticket.id, 'return');
    move(server, ticket.id, 'finish');
    expect(change()).toBe('done');
    move(2, ticket.id, 'return');
    move(2, ticket.id, 'skip');
    expect(hall.queue.desk(hall.person(2)).waiting).toBe(1);
    expect(call(2)?.id).toBe(ticket.id);
  });

  it('are changed as a whole and in the journal; what is in use stays', () => {
    issue('tra-ket-qua');
    sit(3);
    const without = {
      ...sampleQueue,
      groups: sampleQueue.groups.slice(0, -1),
      counters: sampleQueue.counters.slice(1),
    };
    expect(refusal(() => hall.queue.change(without, 'administrator-1'))).toBe('queue-settings-wrong groups');
    const fewer = { ...sampleQueue, counters: sampleQueue.counters.filter(({ number }) => number !== 3) };
    expect(refusal(() => hall.queue.change(fewer, 'administrator-1'))).toBe(
      'queue-settings-wrong groups.1.name counters',
    );
    expect(hall.queue.settings()).toEqual(sampleQueue);
    const changed = { ...sampleQueue, callsBeforeNoShow: 5 };
    expect(hall.queue.change(changed, 'administrator-1')).toEqual(changed);
    hall.queue.change(changed, 'administrator-1');
    expect(hall.queue.settings()).toEqual(changed);
    expect(hall.entries().filter(({ kind }) => kind === 'queue-changed')).toHaveLength(1);
  });
});
