import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OfficeClient } from '#office/index.ts';
import {
  exampleReception,
  type SampleOffice,
  startSampleOffice,
  systemIds,
  testClock,
} from '#test/fixtures/office.ts';

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
const issue = (group = 'ho-tich', priority: string | null = null) =>
  clerk.queue.issue({ group, priority, requestId: requestId() });
const callNext = () => clerk.queue.callNext({ requestId: requestId() });
const move = (ticket: string, move: Parameters<OfficeClient['queue']['move']>[0]['move']) =>
  clerk.queue.move({ ticket, move, requestId: requestId() });

describe('a day at a counter', () => {
  it('numbers rise by group, are called in order, and the dossier belongs to the ticket', async () => {
    const first = await issue();
    const second = await issue();
    expect([first.ticket.number, second.ticket.number]).toEqual(['A001', 'A002']);
    expect([first.ahead, second.ahead]).toEqual([0, 1]);
    expect((await clerk.queue.desk({})).suggestedCounter).toBe(2);
    const seated = await clerk.queue.sit({ counter: 2 });
    expect(seated.waiting).toBe(2);
    clock.advance(65_000);
    const desk = await callNext();
    expect(desk.counter?.ticket).toMatchObject({ number: 'A001', state: 'called', counter: 2, calls: 1 });
    const { dossier } = await clerk.dossiers.receive(exampleReception());
    expect(dossier.visit).toBe(first.ticket.visit);
    clock.advance(120_000);
    await move(first.ticket.id, 'finish');
    const { tickets } = await clerk.queue.today({ day: '2026-11-23', cursor: null, limit: 1 });
    expect(tickets).toMatchObject([{ number: 'A002', dossiers: [] }]);
    const page = await clerk.queue.today({ day: '2026-11-23', cursor: null, limit: 10 });
    expect(page.tickets[1]).toMatchObject({
      waitedSeconds: 65,
      servedSeconds: 120,
      dossiers: [{ id: dossier.id, code: dossier.codes[0]?.code }],
    });
    expect(page.nextCursor).toBeNull();
  });
});
