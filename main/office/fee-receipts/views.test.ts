import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { assertNoScan, sql } from '../storage/index.ts';
import {
  collectFee,
  endReceipt,
  exportWaiting,
  listReceipts,
  numberReceipt,
  withdrawReceipt,
} from './index.ts';
import {
  byDigitsQuery,
  endedQuery,
  everyQuery,
  findHolder,
  findReceipt,
  numberedQuery,
  unexportedQuery,
  waitingQuery,
} from './receipts-table.ts';
import { changeFeeReceiptSettings } from './settings.ts';
import { daysQuery, sumTaken, takenQuery, waitingSumQuery } from './sums.ts';
import { asking, clerk, feeDesk, given } from './testing.oracle.ts';

let t: TemporaryDatabase;
let desk: ReturnType<typeof feeDesk>;
beforeEach(() => {
  t = openTemporaryDatabase();
  desk = feeDesk(t.db);
});
afterEach(() => t.remove());

const collect = () => collectFee(desk.ports, asking(desk.receive().id), clerk).receipt;
const rest = (id: string) => ({ requestId: systemIds.id(), id });
const number = (id: string, digits: string) =>
  numberReceipt(desk.ports, { ...rest(id), number: given(digits), corrects: null }, clerk);

const erase = (subject: string) =>
  t.db.transaction((tx) =>
    desk.journal.eraseBodyInTx(tx, {
      subject,
      targets: desk.journal.erasableOf(subject),
      ground: 'theo yêu cầu',
      actor: 'u2',
    }),
  );

/** One receipt of each fate, and one that was written to a file. */
function fill() {
  changeFeeReceiptSettings(
    desk.ports,
    { collector: '', taxCode: '0100109106', provider: '', formSign: '', series: '' },
    { actor: 'u2' },
  );
  const [waiting, numbered, withdrawn, cancelled, replaced] = [1, 2, 3, 4, 5].map(collect);
  if (!waiting || !numbered || !withdrawn || !cancelled || !replaced) throw new Error('not collected');
  number(numbered.id, '2');
  withdrawReceipt(desk.ports, { ...rest(withdrawn.id), reason: 'Trả lại' }, clerk);
  number(cancelled.id, '4');
  number(replaced.id, '5');
  const why = { reference: '', reason: 'Sai tên Lò Thị Hoa', on: '2026-11-20' };
  endReceipt(desk.ports, { ...rest(cancelled.id), replacement: null, ...why }, clerk);
  endReceipt(desk.ports, { ...rest(replaced.id), replacement: given('6'), ...why }, clerk);
  exportWaiting(desk.ports, { format: 'csv', which: 'all' }, 'u2');
  return { waiting, numbered, withdrawn, cancelled, replaced };
}

describe('the views', () => {
  it('come out the same from the journal alone', () => {
    fill();
    const before = desk.journal.viewDigests();
    const rows = t.db.all(sql`select * from fee_receipts order by position`);
    expect(rows).toHaveLength(5);
    desk.journal.rebuild();
    expect(t.db.all(sql`select * from fee_receipts order by position`)).toEqual(rows);
    expect(desk.journal.viewDigests()).toEqual(before);
  });

  it('forget the payer, the charge and the reasons with the dossier; money, day and number stay', () => {
    const filled = fill();
    for (const receipt of Object.values(filled)) {
      erase(receipt.dossierId);
    }
    const texts = JSON.stringify(t.db.all(sql`select * from fee_receipts`));
    expect(texts).not.toMatch(/Nhung|Hoa|chứng thực|Trả lại/);
    expect(findReceipt(t.db, filled.numbered.id)).toMatchObject({
      erased: true,
      payer: '',
      amount: 8000,
      state: 'numbered',
      number: { number: '2' },
    });
    expect(findReceipt(t.db, filled.withdrawn.id)).toMatchObject({ state: 'withdrawn', endReason: '' });
    expect(findHolder(t.db, given('6'))).toBe(filled.replaced.id);
    expect(sumTaken(t.db, filled.replaced.dossierId)).toBe(8000);
    // What nobody can be named on any more is in no file.
    expect(exportWaiting(desk.ports, { format: 'csv', which: 'all' }, 'u2').count).toBe(0);
    const before = desk.journal.viewDigests();
    desk.journal.rebuild();
    expect(desk.journal.viewDigests()).toEqual(before);
  });

  it('an erased request is not carried out anew', () => {
    const asked = asking(desk.receive().id);
    const { receipt } = collectFee(desk.ports, asked, clerk);
    erase(receipt.dossierId);
    expect(collectFee(desk.ports, asked, clerk)).toMatchObject({
      repeated: true,
      receipt: { id: receipt.id },
    });
  });

  it('are read by searches, however many receipts there are', () => {
    const cursor = { day: '2026-11-20', position: 7 };
    const span = ['2026-11-01', '2026-11-30'] as const;
    for (const at of [null, cursor]) {
      assertNoScan(t.db, waitingQuery(...span, at, 50), 'fee_receipts_by_state');
      assertNoScan(t.db, numberedQuery(...span, at, 50), 'fee_receipts_by_state');
      assertNoScan(t.db, endedQuery(...span, at, 50), 'fee_receipts_ended');
      assertNoScan(t.db, everyQuery(...span, at, 50), 'fee_receipts_in_order');
      assertNoScan(t.db, unexportedQuery(at, 50), 'fee_receipts_by_state');
    }
    assertNoScan(t.db, waitingSumQuery(), 'fee_receipts_by_state');
    assertNoScan(t.db, takenQuery('d1'), 'fee_receipts_of_dossier');
    assertNoScan(t.db, daysQuery(...span), 'fee_receipts_by_day');
    expect(t.db.explain(byDigitsQuery(7, 50)).join('\n')).not.toMatch(/SCAN (f|fee)/);
  });
});

describe('the list', () => {
  const list = (state: 'waiting' | 'numbered' | 'ended' | 'all', more = {}) =>
    listReceipts(t.db, {
      filters: { state, from: null, to: null, number: '', ...more },
      cursor: null,
      limit: 100,
    }).receipts.map(({ id }) => id);

  it('is by state, day and number', () => {
    const { waiting, numbered, withdrawn, cancelled, replaced } = fill();
    expect(list('waiting')).toEqual([waiting.id]);
    expect(list('numbered')).toEqual([numbered.id]);
    expect(list('ended')).toEqual([replaced.id, cancelled.id, withdrawn.id]);
    expect(list('all')).toHaveLength(5);
    expect(list('all', { to: '2026-11-19' })).toEqual([]);
    expect(list('waiting', { number: '0006' })).toEqual([replaced.id]);
    expect(list('all', { number: 'x' })).toEqual([]);
  });

  it('goes on where a page ended, and shows nothing twice', () => {
    const ids = [1, 2, 3, 4, 5].map(() => collect().id);
    for (const state of ['waiting', 'all'] as const) {
      const seen: string[] = [];
      let cursor: { day: string; position: number } | null = null;
      do {
        const page = listReceipts(t.db, {
          filters: { state, from: null, to: null, number: '' },
          cursor,
          limit: 2,
        });
        seen.push(...page.receipts.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toEqual(state === 'waiting' ? ids : [...ids].reverse());
    }
  });
});
