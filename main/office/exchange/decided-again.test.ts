import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CopiedOffice, correctNote, openCopiedOffice } from '#test/fixtures/copied-office.ts';
import type { ExchangeDesk } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
let office: CopiedOffice;
/** A dossier that both copies know, and of which the first corrected the note since. */
let id: string;

beforeEach(async () => {
  office = await openCopiedOffice(clock);
  const { desk, carry } = office;
  await carry(desk);
  id = desk.receive().id;
  await carry(desk);
  await carry(desk);
  office.copy();
  correctNote(desk, id, { note: 'bản của máy kia', revision: 2 });
  await carry(desk);
});
afterEach(() => office.remove());

/** The copy under a station of its own, which has its numbers: nothing waits for a person but what is in conflict. */
async function begun(station: string): Promise<ExchangeDesk> {
  const next = office.open(station);
  await office.carry(next);
  await office.carry(next);
  return next;
}

const conflicts = (of: ExchangeDesk) =>
  of.exchange.outbox({ filter: 'conflict', day: null, before: null, limit: 50 }).rows;
const decide = (of: ExchangeDesk, { station, seq, hash }: { station: string; seq: number; hash: string }) =>
  of.exchange.settle({ station, seq, hash, keep: 'ours', note: 'đã xem giấy', actor: 'u1' });
const present = async () =>
  (await office.far.sql.query<{ revision: number }>('select revision from dossiers where id = $1', [id]))[0]
    ?.revision;

it('P10 P11 a decision that came to nothing at the province is asked for again, and then holds', async () => {
  const twin = office.open(office.desk.station);
  correctNote(twin, id, { note: 'bản ở đây', revision: 2 });
  await office.carry(twin);
  await office.carry(twin);
  await twin.close();
  const next = await begun('station-next');
  const [other] = conflicts(next);
  if (other === undefined) throw new Error('no conflict');
  expect(next.exchange.summary().attention).toBe(1);
  decide(next, other);
  decide(next, other);
  expect(next.exchange.conflict(other).settled).toMatchObject({ keep: 'ours' });
  expect(next.exchange.summary().attention).toBe(0);
  await office.carry(next);
  await office.carry(next);
  // The other copy's correction has passed its base meanwhile: that is another conflict.
  expect(next.exchange.conflict(other)).toMatchObject({ row: { code: 'stale-base' }, settled: null });
  expect(next.exchange.summary().attention).toBe(1);
  decide(next, other);
  await office.carry(next);
  await office.carry(next);
  expect(next.exchange.summary()).toMatchObject({
    counts: { held: 0, sent: 0, rejected: 0, conflict: 0 },
    attention: 0,
  });
  expect(await present()).toBe(3);
  await next.close();
});

it('P10 P11 a decision that was written beside the chain is asked for again', async () => {
  const twin = office.open(office.desk.station);
  twin.receive();
  await office.carry(twin);
  await office.carry(twin);
  const [first] = conflicts(twin);
  if (first === undefined) throw new Error('no conflict');
  decide(twin, first);
  await office.carry(twin);
  await twin.close();
  const next = await begun('station-next');
  expect(next.exchange.conflict(first).settled).toBeNull();
  expect(next.exchange.summary().attention).toBe(conflicts(next).length);
  for (const row of conflicts(next)) decide(next, row);
  await office.carry(next);
  await office.carry(next);
  expect(next.exchange.summary()).toMatchObject({
    counts: { held: 0, sent: 0, rejected: 0, conflict: 0 },
    attention: 0,
  });
  await next.close();
});
