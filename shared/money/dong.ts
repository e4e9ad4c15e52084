import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/index.ts';

/** An amount of money: whole đồng, never negative, exact (a safe integer). Việt Nam has no smaller unit in use. */
export const Dong = z.int().min(0);
export type Dong = z.infer<typeof Dong>;

/** "150.000 đ": groups of three parted by points, as printed on papers. Throws RangeError unless a whole amount ≥ 0. */
export function formatDong(amount: Dong): string {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError(`not an amount of whole đồng: ${amount}`);
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')} đ`;
}

const GROUPED = /^\d{1,3}(?<separator>[. ,])\d{3}(?:\k<separator>\d{3})*$/;

/**
 * Reads an amount as a clerk types it: `150000`, `150.000`, `150,000 đ`, `150 000 đồng`.
 * A point or comma counts only between groups of three, so that `150.5` is refused and not read as 1505.
 */
export function parseDong(text: string): Result<Dong, string> {
  const typed = text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/ ?(?:đồng|đ|vnđ|vnd|₫)$/iu, '');
  if (typed === '') return err('Hãy nhập số tiền bằng chữ số, ví dụ 150.000. Không thu thì nhập 0.');
  if (typed.startsWith('-')) return err('Số tiền không được âm. Không thu thì nhập 0.');
  if (!/^\d+$/.test(typed) && !GROUPED.test(typed)) {
    return err('Số tiền chỉ gồm chữ số, nhóm ba số một, ví dụ 150.000. Không ghi số lẻ của đồng.');
  }
  const amount = Number(typed.replace(/[. ,]/g, ''));
  if (!Number.isSafeInteger(amount)) return err('Số tiền quá lớn. Kiểm tra lại số chữ số 0.');
  return ok(amount);
}
