import type { ExchangeCode, ProvinceParcel } from '#shared/exchange/index.ts';
import type { WaitingRequest } from './enrol/index.ts';

/**
 * What became of a file that a person brought. `answer`: the file to give back. `fingerprint`: of the key that signed the
 * answer, which the office compares. `repeated`: all its entries had been taken in before. `unanswered`: taken in, but there is no key to seal an answer to. Messages are for
 * people.
 */
export type Imported =
  | {
      kind: 'answered';
      office: string;
      answer: Uint8Array;
      attachments: number;
      repeated: boolean;
      parcel: ProvinceParcel;
    }
  | { kind: 'enrolled'; office: string; answer: Uint8Array; fingerprint: string }
  | { kind: 'unanswered'; office: string; message: string }
  | { kind: 'waiting'; request: WaitingRequest }
  | { kind: 'refused'; code: string; message: string; answer: Uint8Array | null };

/**
 * Refusals of bytes that nobody sent: an answer names the file by its SHA-256, by which no office knows these. The
 * person who brought the file is told at once, and there is nothing to carry back.
 */
export const UNANSWERABLE: ReadonlySet<string> = new Set<ExchangeCode>(['not-a-parcel', 'cut-short']);

const COUNT = new Intl.NumberFormat('vi-VN');

/** What became of a parcel that was brought, with its counts: for the page and the command alike. */
export function importedInWords({
  parcel,
  attachments,
  repeated,
}: Pick<Extract<Imported, { kind: 'answered' }>, 'parcel' | 'attachments' | 'repeated'>): string {
  const { verdicts } = parcel.feed;
  const accepted = verdicts.reduce(
    (sum, verdict) => sum + (verdict.state === 'accepted' ? verdict.to - verdict.from + 1 : 0),
    0,
  );
  const rejected = verdicts.filter(({ state }) => state === 'rejected').length;
  const conflict = verdicts.filter(({ state }) => state === 'conflict').length;
  const counts = `${COUNT.format(accepted)} bản ghi nhận đúng, ${COUNT.format(rejected)} từ chối, ${COUNT.format(conflict)} mâu thuẫn, ${COUNT.format(attachments)} tệp kèm.`;
  return [
    repeated
      ? `Các bản ghi trong tệp này đã nhập trước đây, lần này không thêm bản ghi nào. Câu trả lời như cũ: ${counts}`
      : `Đã nhập. Trả lời ${counts}`,
    ...parcel.refused.map(({ message }) => message),
  ].join(' ');
}
