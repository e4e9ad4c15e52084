import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { historyInWords } from '../dossiers/index.ts';
import { sql } from '../storage/index.ts';
import * as room from './index.ts';
import { FeeReceiptRefused } from './index.ts';
import { asking, clerk, feeDesk, given } from './testing.oracle.ts';

let t: TemporaryDatabase;
let desk: ReturnType<typeof feeDesk>;
beforeEach(() => {
  t = openTemporaryDatabase();
  desk = feeDesk(t.db);
});
afterEach(() => t.remove());

const refusal = (run: () => unknown): string => {
  try {
    run();
    return 'ok';
  } catch (error) {
    if (!(error instanceof FeeReceiptRefused)) throw error;
    expect(error.message).toMatch(/\p{L}/u);
    return error.code;
  }
};
const collect = (dossierId: string, overrides = {}) =>
  room.collectFee(desk.ports, asking(dossierId, overrides), clerk).receipt;
const number = (
  id: string,
  digits: string,
  more: { corrects?: string; issuedOn?: string; series?: string } = {},
) =>
  room.numberReceipt(
    desk.ports,
    { requestId: systemIds.id(), id, number: given(digits, more), corrects: more.corrects ?? null },
    clerk,
  ).receipt;
const withdraw = (id: string) =>
  room.withdrawReceipt(desk.ports, { requestId: systemIds.id(), id, reason: 'Ghi nhầm hồ sơ' }, clerk)
    .receipt;
const end = (id: string, replacement: ReturnType<typeof given> | null) =>
  room.endReceipt(
    desk.ports,
    { requestId: systemIds.id(), id, replacement, reference: 'BB-12', reason: 'Sai tên', on: '2026-11-20' },
    clerk,
  ).receipt;
const entries = () => t.db.all(sql`select position from journal_entries`).length;
const waiting = () =>
  room.listReceipts(t.db, {
    filters: { state: 'waiting', from: null, to: null, number: '' },
    cursor: null,
    limit: 100,
  }).receipts;

describe('taking money', () => {
  it('L8 waits for the number of the provider; none is made here', () => {
    const dossier = desk.receive();
    expect(waiting()).toEqual([]);
    const receipt = collect(dossier.id);
    expect(receipt).toMatchObject({
      state: 'waiting',
      number: null,
      amount: 8000,
      payer: 'Đinh Thị Hồng Nhung',
      recordedBy: clerk.name,
      dossierId: dossier.id,
    });
    expect(waiting()).toEqual([receipt]);
    expect(room.sumWaiting(t.db)).toEqual({ count: 1, amount: 8000, since: '2026-11-20' });
    expect(desk.changed).toEqual([[dossier.id]]);
  });

  it('pressed twice takes once; another content under the same request is refused', () => {
    const asked = asking(desk.receive().id);
    const first = room.collectFee(desk.ports, asked, clerk);
    const before = entries();
    expect(room.collectFee(desk.ports, asked, clerk)).toEqual({ receipt: first.receipt, repeated: true });
    expect(refusal(() => room.collectFee(desk.ports, { ...asked, amount: 9000 }, clerk))).toBe(
      'request-reused',
    );
    expect(entries()).toBe(before);
  });

  it('two counters do not take it twice, and more than is due only with a word', () => {
    const { id } = desk.receive();
    collect(id, { amount: 5000 });
    expect(refusal(() => collect(id))).toBe('fee-taken-meanwhile');
    expect(refusal(() => collect(id, { takenBefore: 5000 }))).toBe('more-than-due');
    collect(id, { takenBefore: 5000, amount: 3000 });
    expect(refusal(() => collect(id, { takenBefore: 8000, amount: 1 }))).toBe('more-than-due');
    collect(id, { takenBefore: 8000, amount: 2000, moreThanDue: true });
    expect(room.sumTaken(t.db, id)).toBe(10_000);
  });

  it('of no dossier, an unknown one, or on a wrong day nothing is written', () => {
    const { id } = desk.receive();
    const before = entries();
    expect(refusal(() => collect('nobody'))).toBe('not-found');
    expect(refusal(() => collect(id, { collectedOn: '2026-11-21' }))).toBe('invalid-input');
    expect(refusal(() => collect(id, { collectedOn: '2026-11-19' }))).toBe('invalid-input');
    expect(entries()).toBe(before);
    expect(desk.changed).toEqual([]);
  });
});

describe('the number of the provider', () => {
  it('closes what waits, once; zeros before it make no other number', () => {
    const first = collect(desk.receive().id);
    const second = collect(desk.receive().id);
    expect(number(first.id, '00000125')).toMatchObject({
      state: 'numbered',
      number: { number: '00000125', series: '26TAA' },
    });
    expect(refusal(() => number(second.id, '125'))).toBe('receipt-number-taken');
    expect(refusal(() => number(first.id, '126'))).toBe('receipt-settled');
    expect(number(second.id, '125', { series: '26TAB' }).state).toBe('numbered');
    expect(waiting()).toEqual([]);
  });

  it('begins anew with the year', () => {
    const first = collect(desk.receive().id);
    number(first.id, '1');
    desk.clock.set('2027-01-04T09:00');
    const second = collect(desk.receive().id, { collectedOn: '2027-01-04' });
    expect(refusal(() => number(second.id, '1', { issuedOn: '2027-01-04' }))).toBe('invalid-input');
    expect(number(second.id, '1', { issuedOn: '2027-01-04', series: '27TAA' }).state).toBe('numbered');
  });

  it('entered wrongly is corrected with a reason, and the wrong one is free again', () => {
    const first = collect(desk.receive().id);
    const second = collect(desk.receive().id);
    number(first.id, '12');
    expect(number(first.id, '21', { corrects: 'Gõ ngược hai chữ số' }).number?.number).toBe('21');
    expect(number(second.id, '12').state).toBe('numbered');
    expect(refusal(() => number(withdrawn(), '3', { corrects: 'x' }))).toBe('receipt-settled');
  });
  const withdrawn = () => withdraw(collect(desk.receive().id).id).id;

  it('of paper is recorded as long as the law lets it be used', () => {
    const paper = (id: string, issuedOn: string) =>
      room.numberReceipt(
        desk.ports,
        {
          requestId: systemIds.id(),
          id,
          number: { medium: 'paper', formSign: '01BLP0-001', series: 'aa-22e', number: '0000125', issuedOn },
          corrects: null,
        },
        clerk,
      ).receipt;
    const first = collect(desk.receive().id);
    expect(paper(first.id, '2026-11-20').number).toMatchObject({ medium: 'paper', series: 'AA-22E' });
    desk.clock.set('2027-01-04T09:00');
    const second = collect(desk.receive().id, { collectedOn: '2027-01-04' });
    expect(refusal(() => paper(second.id, '2027-01-04'))).toBe('invalid-input');
  });

  it('before it, what waits is withdrawn; after it only the provider cancels or replaces', () => {
    const first = collect(desk.receive().id);
    expect(withdraw(first.id)).toMatchObject({ state: 'withdrawn', endReason: 'Ghi nhầm hồ sơ' });
    expect(room.sumTaken(t.db, first.dossierId)).toBe(0);
    expect(refusal(() => withdraw(first.id))).toBe('receipt-settled');
    expect(refusal(() => end(first.id, null))).toBe('receipt-settled');
    const second = collect(desk.receive().id);
    number(second.id, '7');
    expect(refusal(() => withdraw(second.id))).toBe('receipt-settled');
    expect(refusal(() => end(second.id, given('7')))).toBe('invalid-input');
    expect(end(second.id, given('8'))).toMatchObject({ state: 'replaced', replacement: { number: '8' } });
    expect(room.sumTaken(t.db, second.dossierId)).toBe(8000);
    const third = collect(desk.receive().id);
    expect(refusal(() => number(third.id, '7'))).toBe('receipt-number-taken');
    expect(refusal(() => number(third.id, '8'))).toBe('receipt-number-taken');
    number(third.id, '9');
    expect(end(third.id, null)).toMatchObject({ state: 'cancelled', endReference: 'BB-12' });
    expect(room.sumTaken(t.db, third.dossierId)).toBe(0);
  });

  it('stands in the history of the dossier, in words', () => {
    const receipt = collect(desk.receive().id);
    number(receipt.id, '7');
    end(receipt.id, null);
    const told = historyInWords(
      desk.journal.history(receipt.dossierId, { limit: 10 }).items,
      () => clerk.name,
    ).map(({ text }) => text);
    expect(told.slice(0, 3)).toEqual([
      'Nhà cung cấp đã hủy biên lai. Lý do: Sai tên',
      'Ghi số biên lai 7, ký hiệu 26TAA, ngày 20/11/2026',
      'Đã thu 8.000 đ (tiền mặt), chờ nhà cung cấp cấp số biên lai',
    ]);
  });
});

describe('sums', () => {
  it('are by day, method and state; what was given back is in no till', () => {
    const first = collect(desk.receive().id);
    number(first.id, '1');
    collect(desk.receive().id, { method: 'transfer', amount: 5000 });
    withdraw(collect(desk.receive().id).id);
    desk.clock.set('2026-11-21T09:00');
    collect(desk.receive().id, { collectedOn: '2026-11-21' });
    expect(room.sumDays(t.db, '2026-11-01', '2026-11-30')).toEqual([
      {
        day: '2026-11-21',
        cash: { count: 1, amount: 8000 },
        transfer: { count: 0, amount: 0 },
        waiting: { count: 1, amount: 8000 },
        numbered: { count: 0, amount: 0 },
        ended: { count: 0, amount: 0 },
      },
      {
        day: '2026-11-20',
        cash: { count: 1, amount: 8000 },
        transfer: { count: 1, amount: 5000 },
        waiting: { count: 1, amount: 5000 },
        numbered: { count: 1, amount: 8000 },
        ended: { count: 1, amount: 8000 },
      },
    ]);
    expect(room.sumDays(t.db, '2026-11-21', '2026-11-30')).toHaveLength(1);
  });
});
