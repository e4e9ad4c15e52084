import { expect, it } from 'vitest';
import { type CopiedOffice, openCopiedOffice } from '#test/fixtures/copied-office.ts';
import type { ExchangeDesk } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');

it('P11 a copy of before anything was acknowledged begins its own, once, though the other one wrote more', async () => {
  const office = await openCopiedOffice(clock);
  const { desk, carry, open } = office;
  desk.receive();
  office.copy();
  for (let n = 0; n < 3; n += 1) desk.receive();
  await carry(desk);
  await carry(desk);
  const twin = open(desk.station);
  const [shared] = twin.journal.heads().filter(({ chain }) => chain === 'exchange');
  twin.receive();
  await carry(twin);
  await carry(twin);
  // Its chain ends before that of the other copy: no number of both tells the two apart but by what was said.
  expect(twin.asked.newStation).toBe(1);
  expect(twin.exchange.summary().counts).toEqual({
    held: 0,
    sent: 0,
    accepted: shared?.seq,
    rejected: 0,
    conflict: (twin.journal.heads().find(({ chain }) => chain === 'exchange')?.seq ?? 0) - (shared?.seq ?? 0),
  });
  await twin.close();
  const next = open('station-next');
  await carry(next);
  await carry(next);
  expect(next.asked.newStation).toBe(0);
  await next.close();
  await office.remove();
});

it('P9 P11 of two entries under one number each keeps what was said of it', async () => {
  const office = await openCopiedOffice(clock);
  const { far, desk, carry, open } = office;
  await carry(desk);
  await carry(desk);
  office.copy();
  await far.sql.query("update offices set agency_code = 'Z99'", []);
  desk.receive();
  await carry(desk);
  await far.sql.query('update offices set agency_code = $1', [desk.profile.agencyCode]);
  const { seq = 0, station = '' } = desk.journal.heads().find(({ chain }) => chain === 'exchange') ?? {};
  const twin = open(desk.station);
  twin.receive();
  await carry(twin);
  await carry(twin);
  const rowsOf = (of: ExchangeDesk, filter: 'rejected' | 'conflict') =>
    of.exchange.outbox({ filter, day: null, before: null, limit: 50 }).rows;
  const seen = (of: ExchangeDesk, filter: 'rejected' | 'conflict') =>
    rowsOf(of, filter).map((row) => row.seq);
  expect([seen(twin, 'rejected'), seen(twin, 'conflict')]).toEqual([[seq], [seq]]);
  await carry(desk);
  // Under one number ours is rejected, and the copy's is in conflict: each can be opened.
  expect(seen(desk, 'rejected')).toEqual([seq]);
  expect(rowsOf(desk, 'conflict').map((row) => desk.exchange.conflict(row))).toMatchObject([
    { row: { seq }, pending: 'theirs', ours: { here: true }, theirs: { here: false }, settled: null },
  ]);
  await twin.close();
  const next = open('station-next');
  const [{ hash } = { hash: '' }] = rowsOf(next, 'conflict');
  next.exchange.settle({ station, seq, hash, keep: 'ours', note: 'đã gọi hỏi', actor: 'clerk' });
  await carry(next);
  await carry(next);
  expect([seen(next, 'rejected'), seen(next, 'conflict')]).toEqual([[seq], []]);
  await carry(desk);
  expect([seen(desk, 'rejected'), desk.exchange.summary().counts.rejected]).toEqual([[seq], 1]);
  await next.close();
  await office.remove();
});

it('P10 P11 what a person decided of a copy’s entry holds, though it was rejected until its number was good', async () => {
  const office = await openCopiedOffice(clock);
  const { far, desk, carry, open } = office;
  await carry(desk);
  await carry(desk);
  office.copy();
  desk.receive();
  await carry(desk);
  const { seq = 0, station = '' } = desk.journal.heads().find(({ chain }) => chain === 'exchange') ?? {};
  const twin = open(desk.station);
  twin.receive();
  await carry(twin);
  await carry(twin);
  await twin.close();
  const next = open('station-next');
  await far.sql.query("update offices set agency_code = 'Z99'", []);
  const [row] = next.exchange.outbox({ filter: 'conflict', day: null, before: null, limit: 50 }).rows;
  next.exchange.settle({
    station,
    seq,
    hash: row?.hash ?? '',
    keep: 'ours',
    note: 'đã gọi hỏi',
    actor: 'clerk',
  });
  await carry(next);
  expect(next.exchange.row(station, seq)).toMatchObject({ state: 'rejected', code: 'agency-not-yours' });
  await far.sql.query('update offices set agency_code = $1', [desk.profile.agencyCode]);
  next.exchange.retry([]);
  await carry(next);
  await carry(next);
  expect(next.exchange.row(station, seq).state).toBe('accepted');
  expect(next.exchange.summary().counts).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
  await next.close();
  await office.remove();
});

it('P11 what stood beside the chain of a province is its chain after an older copy of it was put back, and is accepted', async () => {
  const office = await openCopiedOffice(clock);
  const { desk, carry, open } = office;
  await carry(desk);
  await carry(desk);
  office.copy();
  const shared = headOf(desk);
  desk.receive();
  desk.receive();
  await carry(desk);
  const twin = open(desk.station);
  twin.receive();
  await carry(twin);
  await carry(twin);
  expect(twin.exchange.summary().counts).toMatchObject({ sent: 0, held: 0, conflict: 1 });
  // Of the two the copy comes first this time.
  await putProvinceBack(office, shared);
  await carry(twin);
  await carry(twin);
  await carry(twin);
  expect(twin.exchange.summary().counts).toMatchObject({ sent: 0, held: 0, conflict: 0 });
  await twin.close();
  await office.remove();
});

it('P6 P11 what both held before an older copy of the province was put back is sent again, though another copy came first then', async () => {
  const office = await openCopiedOffice(clock);
  const { desk, carry, open } = office;
  await carry(desk);
  await carry(desk);
  office.copy();
  const shared = headOf(desk);
  for (let n = 0; n < 3; n += 1) desk.receive();
  await carry(desk);
  const twin = open(desk.station);
  twin.receive();
  await putProvinceBack(office, shared);
  await carry(twin);
  // Its head stands under a number of which it had ours: that says so, with nothing new written here.
  for (let times = 0; times < 3; times += 1) await carry(desk);
  expect(desk.exchange.summary().counts).toEqual({ ...NOTHING, accepted: shared.seq, conflict: 3 });
  await twin.close();
  await office.remove();
});

it('P7 P11 so it is where the other copy wrote more than both had held: what does not join is sent again from the first on', async () => {
  const office = await openCopiedOffice(clock);
  const { desk, carry, open } = office;
  await carry(desk);
  await carry(desk);
  office.copy();
  const shared = headOf(desk);
  desk.receive();
  await carry(desk);
  for (let n = 0; n < 4; n += 1) desk.receive();
  const twin = open(desk.station);
  for (let n = 0; n < 3; n += 1) twin.receive();
  await putProvinceBack(office, shared);
  await carry(twin);
  for (let times = 0; times < 3; times += 1) await carry(desk);
  expect(desk.exchange.summary().counts).toEqual({ ...NOTHING, accepted: shared.seq, conflict: 5 });
  await twin.close();
  await office.remove();
});

it('P6 P11 so it is where nothing new was written here and the other copy’s chain is the longer one', async () => {
  const office = await openCopiedOffice(clock);
  const { desk, carry, open } = office;
  await carry(desk);
  await carry(desk);
  office.copy();
  const shared = headOf(desk);
  desk.receive();
  await carry(desk);
  const twin = open(desk.station);
  for (let n = 0; n < 3; n += 1) twin.receive();
  await putProvinceBack(office, shared);
  await carry(twin);
  for (let times = 0; times < 3; times += 1) await carry(desk);
  expect(desk.exchange.summary().counts).toEqual({ ...NOTHING, accepted: shared.seq, conflict: 1 });
  await twin.close();
  await office.remove();
});

it('P6 P11 what stood beside is sent again, too, though its own head does not tell that it is gone', async () => {
  const office = await openCopiedOffice(clock);
  const { far, desk, carry, open } = office;
  await carry(desk);
  await carry(desk);
  office.copy();
  for (let n = 0; n < 2; n += 1) desk.receive();
  await carry(desk);
  const chain = headOf(desk);
  const twin = open(desk.station);
  twin.receive();
  for (let times = 0; times < 2; times += 1) await carry(twin);
  await twin.close();
  const next = open('station-next');
  for (let times = 0; times < 2; times += 1) await carry(next);
  next.receive();
  for (let times = 0; times < 2; times += 1) await carry(next);
  const beside = next.exchange.summary().counts;
  expect(beside).toMatchObject({ held: 0, sent: 0, conflict: 1 });
  // The province as it was before the copy came: what begins with the other station tells of it.
  await putProvinceBack(office, chain);
  await far.sql.query('delete from entries where fork > 0', []);
  await putProvinceBack(office, { station: 'station-next', seq: 0, hash: '0'.repeat(64) });
  await far.sql.query("delete from stations where station = 'station-next'", []);
  for (let times = 0; times < 3; times += 1) await carry(next);
  const [{ count } = { count: 0 }] = await far.sql.query<{ count: number }>(
    'select count(*)::integer as count from entries where fork > 0',
    [],
  );
  expect(count).toBe(1);
  expect(next.exchange.summary().counts).toEqual(beside);
  await next.close();
  await office.remove();
});

const NOTHING = { held: 0, sent: 0, accepted: 0, rejected: 0, conflict: 0 };

type Head = { station: string; seq: number; hash: string };

function headOf({ journal }: ExchangeDesk): Head {
  const head = journal.heads().find(({ chain }) => chain === 'exchange');
  if (head === undefined) throw new Error('nothing was written yet');
  return head;
}

/** The province as it was when a station's chain ended there. */
async function putProvinceBack({ far }: CopiedOffice, { station, seq, hash }: Head): Promise<void> {
  await far.sql.query('alter table entries disable trigger user', []);
  for (const table of ['entries', 'dossiers'])
    await far.sql.query(`delete from ${table} where station = $1 and seq > $2`, [station, seq]);
  for (const table of ['forks', 'dossier_codes']) await far.sql.query(`delete from ${table}`, []);
  const [last] = await far.sql.query<{ mono: number }>(
    'select mono from entries where station = $1 and seq = $2',
    [station, seq],
  );
  await far.sql.query(
    "update stations set seq = $2, hash = decode($3, 'hex'), mono = $4 where station = $1",
    [station, seq, hash, last?.mono ?? 0],
  );
}
