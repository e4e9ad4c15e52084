import {
  feeReceiptEnded,
  feeReceiptNumbered,
  feeReceiptRequested,
  feeReceiptWithdrawn,
} from '#shared/journal/index.ts';
import { formatDong } from '#shared/money/index.ts';

/** What an entry about a fee receipt without its body is still known to have been. */
export const FEES_WHAT: Readonly<Record<string, string>> = {
  [feeReceiptRequested.kind]: 'Thu tiền',
  [feeReceiptNumbered.kind]: 'Ghi số biên lai',
  [feeReceiptWithdrawn.kind]: 'Rút khoản thu',
  [feeReceiptEnded.kind]: 'Hủy, thay biên lai',
};

const METHODS = { cash: 'tiền mặt', transfer: 'chuyển khoản' } as const;

/** An entry about a fee receipt in plain words; undefined where it is about something else. */
export function feesInWords(kind: string, body: unknown): { text: string; details: string[] } | undefined {
  if (kind === feeReceiptRequested.kind) {
    const { charge, amount, payer, method, collectedOn } = feeReceiptRequested.body.parse(body);
    return {
      text: `Đã thu ${formatDong(amount)} (${METHODS[method]}), chờ nhà cung cấp cấp số biên lai`,
      details: [`${charge}; người nộp: ${payer}; ngày thu ${inWords(collectedOn)}`],
    };
  }
  if (kind === feeReceiptNumbered.kind) {
    const { number, corrects } = feeReceiptNumbered.body.parse(body);
    const what = corrects === null ? 'Ghi' : 'Sửa';
    const medium = number.medium === 'paper' ? 'biên lai giấy' : 'biên lai';
    return {
      text: `${what} số ${medium} ${number.number}, ký hiệu ${number.series}, ngày ${inWords(number.issuedOn)}`,
      details: corrects === null ? [] : [`Lý do sửa: ${corrects}`],
    };
  }
  if (kind === feeReceiptWithdrawn.kind)
    return { text: `Rút khoản thu. Lý do: ${feeReceiptWithdrawn.body.parse(body).reason}`, details: [] };
  if (kind === feeReceiptEnded.kind) {
    const { replacement, reference, reason } = feeReceiptEnded.body.parse(body);
    const what =
      replacement === null
        ? 'Nhà cung cấp đã hủy biên lai'
        : `Nhà cung cấp đã thay bằng biên lai số ${replacement.number}, ký hiệu ${replacement.series}`;
    return {
      text: `${what}. Lý do: ${reason}`,
      details: reference === '' ? [] : [`Căn cứ: ${reference}`],
    };
  }
  return undefined;
}

const inWords = (day: string): string => day.split('-').reverse().join('/');
