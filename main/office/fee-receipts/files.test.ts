import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { sql } from '../storage/index.ts';
import {
  changeFeeReceiptSettings,
  collectFee,
  exportWaiting,
  FeeReceiptRefused,
  importNumbers,
  sumWaiting,
  takeAnswers,
} from './index.ts';
import { findReceipt } from './receipts-table.ts';
import { asking, clerk, feeDesk, given } from './testing.oracle.ts';

let t: TemporaryDatabase;
let desk: ReturnType<typeof feeDesk>;
beforeEach(() => {
  t = openTemporaryDatabase();
  desk = feeDesk(t.db);
});
afterEach(() => t.remove());

const collect = () => collectFee(desk.ports, asking(desk.receive().id), clerk).receipt;
const name = (taxCode = '0100109106') =>
  changeFeeReceiptSettings(
    desk.ports,
    { collector: '', taxCode, provider: '', formSign: 'ebl01', series: '' },
    { actor: 'u2' },
  );
const take = (which: 'new' | 'all' = 'new') => exportWaiting(desk.ports, { format: 'csv', which }, 'u2');
/** The file as a person fills it: the last four cells of each line in turn. */
const filled = (content: string, numbers: readonly (readonly string[])[]) => {
  const [head, ...rows] = content.trimEnd().split('\r\n');
  return [
    head,
    ...rows.map((row, at) =>
      row.replace(/("";){3}""$/, (numbers[at] ?? []).map((cell) => `"${cell}"`).join(';')),
    ),
  ].join('\r\n');
};
const read = (content: string, apply: boolean) =>
  importNumbers(desk.ports, { requestId: systemIds.id(), content, apply }, clerk);

describe('the file for the provider', () => {
  it('asks first who collects, and doubts a wrong tax code', () => {
    collect();
    expect(() => take()).toThrow(FeeReceiptRefused);
    expect(() => name('12')).toThrow(/Mã số thuế/);
    expect(name('0100109107').warning).toMatch(/kiểm tra/);
    expect(name()).toMatchObject({ warning: null, settings: { formSign: 'EBL01' } });
    expect(take().count).toBe(1);
  });

  it('holds what waits, and each only once unless all is asked for', () => {
    name();
    collect();
    collect();
    expect(take()).toMatchObject({ count: 2, amount: 16_000, left: 0 });
    expect(take().count).toBe(0);
    collect();
    expect(take().count).toBe(1);
    const all = take('all');
    expect(all.count).toBe(3);
    expect(all.name).toMatch(/^bien-lai-cho-so-20261120-0900\.csv$/);
    expect(t.db.all(sql`select times from fee_receipt_exports order by times`)).toEqual([
      { times: 2 },
      { times: 2 },
      { times: 2 },
    ]);
  });
});

describe('the file that comes back', () => {
  it('is told line by line before anything is written, then written in one go, and twice is once', () => {
    name();
    const ids = [collect(), collect(), collect(), collect()].map(({ id }) => id);
    const content = filled(take().content, [
      ['EBL01', '26TAA', '00000001', '20/11/2026'],
      ['EBL01', '26TAA', '1', '20/11/2026'],
      ['EBL01', '26TFA', '3', '20/11/2026'],
      ['', '', '', ''],
    ]);
    const preview = read(content, false);
    expect(preview.lines.map(({ outcome }) => outcome)).toEqual(['new', 'wrong', 'wrong', 'empty']);
    expect(preview.lines[1]?.message).toMatch(/dòng trước/);
    expect(preview.written).toBe(0);
    expect(sumWaiting(t.db).count).toBe(4);
    expect(read(content, true).written).toBe(1);
    expect(sumWaiting(t.db).count).toBe(3);
    expect(findReceipt(t.db, ids[0] ?? '')?.number).toEqual(given('00000001'));
    const again = read(content, true);
    expect(again.written).toBe(0);
    expect(again.lines.map(({ outcome }) => outcome)).toEqual(['known', 'wrong', 'wrong', 'empty']);
  });

  it('writes nothing of a line that cannot be, and says why', () => {
    name();
    const { id } = collect();
    const { content } = take();
    const told = (cells: string[]) => read(filled(content, [cells]), true).lines[0];
    expect(told(['EBL01', '26TAA', '1', 'hôm qua'])).toMatchObject({ outcome: 'wrong' });
    expect(told(['EBL01', '26TAA', 'x', '20/11/2026'])?.message).toMatch(/chữ số/);
    expect(told(['EBL01', '26TAA', '1', '19/11/2026'])?.message).toMatch(/trước ngày thu/);
    expect(read(content.replace(id, 'ai-do'), true).lines[0]).toMatchObject({ outcome: 'empty' });
    const stranger = filled(content, [['EBL01', '26TAA', '1', '20/11/2026']]).replace(id, 'ai-do');
    expect(read(stranger, true).lines[0]?.message).toMatch(/mã yêu cầu/);
    expect(() => read('không phải', true)).toThrow(/thiếu cột/);
    expect(sumWaiting(t.db).count).toBe(1);
  });

  it('comes from a provider’s own system by the same way', () => {
    const [first, second] = [collect(), collect()];
    const problems = takeAnswers(
      desk.ports,
      { requestId: systemIds.id() },
      [
        { id: first.id, number: given('8') },
        { id: second.id, problem: 'Nhà cung cấp đang bảo trì.' },
      ],
      { id: 'provider', name: 'Nhà cung cấp' },
    );
    expect(problems).toEqual([{ id: second.id, message: 'Nhà cung cấp đang bảo trì.' }]);
    expect(findReceipt(t.db, first.id)?.state).toBe('numbered');
    expect(findReceipt(t.db, second.id)?.state).toBe('waiting');
  });
});
