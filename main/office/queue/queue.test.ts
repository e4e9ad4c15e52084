import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OfficeClient } from '#office/index.ts';
import { Board } from '#shared/contract/index.ts';
import {
  exampleReception,
  exampleSlip,
  type SampleOffice,
  startSampleOffice,
  systemIds,
  testClock,
} from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let clock: ReturnType<typeof testClock>;
let t: SampleOffice;
let clerk: OfficeClient;
beforeEach(async () => {
  clock = testClock('2026-11-23T08:00');
  t = await startSampleOffice({ clock });
  clerk = t.clerk;
});
afterEach(() => t.end());

const requestId = () => systemIds.id();
const issue = (group = 'ho-tich') => clerk.queue.issue({ group, priority: null, requestId: requestId() });
const callNext = async (client = clerk) => {
  const finishing = (await client.queue.desk({})).counter?.ticket?.id ?? null;
  return client.queue.callNext({ finishing, requestId: requestId() });
};
const receive = async (overrides: Parameters<typeof exampleReception>[0] = {}) =>
  (await clerk.dossiers.receive(exampleReception(overrides))).dossier;
const BY_POST = {
  channel: 'postal' as const,
  procedureCode: '1.001193',
  fee: { quantity: 1, pages: 1, exemptionId: null, exemptionGround: null, enteredAmount: 0 },
};
const today = async () => (await clerk.queue.today({ day: '2026-11-23', cursor: null, limit: 10 })).tickets;

describe('what is received at a counter', () => {
  it('belongs to the ticket that stands there, with its times, and is listed with it', async () => {
    const [first, second] = [await issue(), await issue()];
    expect((await clerk.queue.desk({})).suggestedCounter).toBe(2);
    await clerk.queue.sit({ counter: 2 });
    expect((await receive()).visit).toBeUndefined();
    clock.advance(65_000);
    const desk = await callNext();
    expect(desk.counter?.ticket).toMatchObject({ number: 'A001', state: 'called', counter: 2, calls: 1 });
    const dossier = await receive();
    const atOnce = await receive({ atOnce: true });
    const { dossier: slip } = await clerk.slips.give(exampleSlip());
    expect([dossier.visit, atOnce.visit, slip.visit]).toEqual(Array(3).fill(first.ticket.visit));
    clock.advance(120_000);
    await callNext();
    expect((await receive()).visit).toBe(second.ticket.visit);
    const rows = await today();
    expect(rows.map(({ number, state }) => [number, state])).toEqual([
      ['A002', 'called'],
      ['A001', 'finished'],
    ]);
    expect(rows[1]).toMatchObject({ waitedSeconds: 65, servedSeconds: 120 });
    expect(rows[1]?.dossiers.map(({ id }) => id)).toEqual([dossier.id, atOnce.id, slip.id]);
    const { dossiers } = await clerk.visits.get({ dossierId: atOnce.id });
    expect(dossiers.map(({ id }) => id)).toEqual([dossier.id, atOnce.id, slip.id]);
  });

  it("of two people under one ticket: each bundle and history holds their own papers only, or their filer's", async () => {
    await issue();
    await clerk.queue.sit({ counter: 2 });
    await callNext();
    const { applicant } = exampleReception();
    const other = { ...applicant, name: 'Trần Thị Bình', idNumber: '017195004839' };
    const third = { ...applicant, name: 'Lê Văn Cường', idNumber: '017195004847' };
    const filer = {
      name: 'Vũ Thị Dung',
      idKind: 'citizen-number' as const,
      idNumber: '017195004854',
      phone: null,
      ground: 'Ủy quyền',
    };
    const own = await receive();
    const foreign = await receive({ applicant: other, filer });
    const again = await receive();
    const filed = await receive({ applicant: third, filer });
    expect(new Set([own, foreign, again, filed].map(({ visit }) => visit)).size).toBe(1);
    const order = { dossierId: own.id, requestId: requestId() };
    expect((await clerk.visits.print(order)).jobs.map(({ dossierId }) => dossierId)).toEqual([
      own.id,
      again.id,
    ]);
    const { dossiers } = await clerk.visits.get({ dossierId: foreign.id });
    expect(dossiers.map(({ id }) => id)).toEqual([foreign.id, filed.id]);
    const told = JSON.stringify((await clerk.dossiers.get({ id: own.id })).history);
    expect(told).toContain(again.codes[0]?.code);
    expect(told).not.toContain(foreign.codes[0]?.code);
  });

  it('goes with an earlier dossier where the screen says so, and with nobody once the ticket is done', async () => {
    const before = await receive();
    await issue();
    await clerk.queue.sit({ counter: 2 });
    const ticket = (await callNext()).counter?.ticket;
    expect((await receive({ visitOf: before.id })).visit).toBe(before.id);
    const own = await receive();
    expect(own.visit).toBe(ticket?.visit);
    await callNext();
    expect((await receive()).visit).toBeUndefined();
    expect((await receive({ visitOf: own.id })).visit).toBe(ticket?.visit);
  });
});

describe('a form that was begun under a ticket', () => {
  const begin = async () => {
    const tickets = [await issue(), await issue()].map(({ ticket }) => ticket);
    await clerk.queue.sit({ counter: 2 });
    const called = await callNext();
    return { tickets, first: called.counter?.ticket?.id ?? '' };
  };

  it('belongs to that ticket, though the next one was called before it was received; its times stay', async () => {
    const { tickets, first } = await begin();
    clock.advance(120_000);
    await callNext();
    clock.advance(60_000);
    const late = await receive({ ticket: first });
    const { dossier: slip } = await clerk.slips.give(exampleSlip({ ticket: first }));
    expect([late.visit, slip.visit]).toEqual([tickets[0]?.visit, tickets[0]?.visit]);
    expect((await receive()).visit).toBe(tickets[1]?.visit);
    const rows = await today();
    expect(rows[1]).toMatchObject({ number: 'A001', state: 'finished', servedSeconds: 120 });
    expect(rows[1]?.dossiers.map(({ id }) => id)).toEqual([late.id, slip.id]);
  });

  it('has none where none was served then, where it did not come to the counter, or where the ticket is unknown', async () => {
    const { first } = await begin();
    expect((await receive({ ticket: null })).visit).toBeUndefined();
    expect((await receive({ ticket: 'no such ticket' })).visit).toBeUndefined();
    expect((await receive({ ticket: first, ...BY_POST })).visit).toBeUndefined();
    expect((await receive(BY_POST)).visit).toBeUndefined();
    expect((await receive({ ticket: first })).visit).toBeDefined();
  });

  it('of a ticket that another person served is received without one, until this person serves it, too', async () => {
    const { tickets, first } = await begin();
    const other = t.administrator;
    await other.queue.sit({ counter: 4 });
    const receiveThere = async () =>
      (await other.dossiers.receive(exampleReception({ ticket: first }))).dossier.visit;
    expect(await receiveThere()).toBeUndefined();
    const to = { counter: 4 };
    await clerk.queue.transfer({ ticket: first, to, requestId: requestId() });
    expect(await receiveThere()).toBeUndefined();
    await callNext(other);
    expect(await receiveThere()).toBe(tickets[0]?.visit);
    // And who sent it on had served it before.
    expect((await receive({ ticket: first })).visit).toBe(tickets[0]?.visit);
  });

  it('of a ticket of an earlier day is received in a visit of its own', async () => {
    const { first } = await begin();
    clock.advance(24 * 3_600_000);
    for (const { role, login, password } of t.people)
      if (role === 'clerk') await clerk.session.signIn({ login, password });
    expect((await receive({ ticket: first })).visit).toBeUndefined();
    expect((await receive()).visit).toBeUndefined();
  });
});

describe('who follows the queue', () => {
  it('sees the board change with each commit, and numbers only', async () => {
    await clerk.queue.sit({ counter: 2 });
    const board = await clerk.queue.board({});
    const next = async () => Board.parse((await board.next()).value);
    expect(await next()).toMatchObject({ calls: [], waiting: 0, sample: true });
    await issue();
    expect((await next()).waiting).toBe(1);
    const desk = await callNext();
    const called = await next();
    expect(called.calls).toMatchObject([{ number: 'A001', counter: 2 }]);
    const ticket = desk.counter?.ticket?.id ?? '';
    await clerk.queue.move({ ticket, move: 'recall', requestId: requestId() });
    const recalled = await next();
    expect(recalled.calls[0]?.call).toBeGreaterThan(called.calls[0]?.call ?? Number.NaN);
    for (const { name } of t.people) expect(JSON.stringify(recalled)).not.toContain(name);
    await board.return?.(undefined);
  });

  it('sees a counter close with its account, and when a clock that ran far ahead is confirmed', async () => {
    const signIn = async (role: string) => {
      const client = t.office.client({ origin: 'test', host: 'in-process' });
      for (const { login, password } of t.people.filter((one) => one.role === role))
        await client.session.signIn({ login, password });
      return client;
    };
    await clerk.queue.sit({ counter: 2 });
    await t.administrator.queue.sit({ counter: 4 });
    const followed = async (client: OfficeClient) => {
      const board = await client.queue.board({});
      const next = async () => {
        const { counters } = Board.parse((await board.next()).value);
        return counters.map(({ state }) => state).join(' ');
      };
      return { next, end: () => board.return?.(undefined) };
    };
    const before = await followed(t.administrator);
    expect(await before.next()).toBe('closed open closed open');
    const { users } = await t.administrator.users.list({});
    const id = users.find(({ role, active }) => role === 'clerk' && active)?.id ?? '';
    await t.administrator.users.setActive({ id, active: false });
    expect(await before.next()).toBe('closed closed closed open');
    await before.end();

    clock.advance(400 * 24 * 3_600_000);
    const administrator = await signIn('administrator');
    const after = await followed(administrator);
    expect(await after.next()).toBe('closed closed closed open');
    await administrator.clock.confirm({});
    expect(await after.next()).toBe('closed closed closed closed');
    await after.end();
  });

  it('is told that it changed', async () => {
    const events = await clerk.status.events({});
    expect((await events.next()).value).toMatchObject({ kind: 'status' });
    await issue();
    expect((await events.next()).value).toEqual({ kind: 'queue' });
    await events.return?.(undefined);
  });
});

describe('settings', () => {
  it('that cannot be used are refused with the field and a sentence', async () => {
    const settings = await t.administrator.queue.settings({});
    const wrong = { ...settings, groups: settings.groups.map((group) => ({ ...group, letter: 'A' })) };
    await expect(t.administrator.queue.change(wrong)).rejects.toMatchObject({
      code: 'queue-settings-wrong',
      data: { field: 'groups.1.letter' },
    });
    await expect(t.administrator.queue.change(settings)).resolves.toEqual(settings);
  });
});
