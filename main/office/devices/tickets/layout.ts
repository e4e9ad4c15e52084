import { officeTimestamp } from '#shared/base/index.ts';
import { PAPER_PROFILES } from '#shared/escpos/index.ts';
import type { TicketPaper } from '#shared/queue/index.ts';

/** What stands on a ticket, from top to bottom, all in the middle. */
export type TicketPart =
  | {
      readonly kind: 'words';
      readonly text: string;
      readonly size: 'large' | 'normal' | 'small';
      readonly bold: boolean;
    }
  | { readonly kind: 'gap'; readonly dots: number }
  /** In the printer's own letters, as large as fits. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'qr'; readonly text: string };

/** As TicketPaper; a test says that it is none. */
export type PrintedTicket = TicketPaper & { readonly test?: true };

const words = (text: string, size: 'large' | 'normal' | 'small' = 'normal', bold = false): TicketPart => ({
  kind: 'words',
  text,
  size,
  bold,
});
const gap = (dots: number): TicketPart => ({ kind: 'gap', dots });

/** Letters that a printer has itself, as a number of a ticket has. */
export function isPrintableAscii(text: string, limit: number): boolean {
  return text.length > 0 && text.length <= limit && /^[\x20-\x7e]+$/.test(text);
}

/** The words and the order of a ticket. No name and nothing of a person is among them. */
export function layOutTicket(paper: PrintedTicket): TicketPart[] {
  const parts: TicketPart[] = [];
  const sample = words('DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ', 'small', true);
  if (paper.test === true) parts.push(words('Phiếu in thử, không dùng để chờ gọi', 'normal', true), gap(6));
  if (paper.sample) parts.push(sample, gap(6));
  if (paper.authority !== '') parts.push(words(paper.authority, 'small'), gap(2));
  parts.push(words(paper.office, 'normal', true), gap(10), words('Số thứ tự của quý khách', 'small'), gap(4));
  parts.push(
    isPrintableAscii(paper.number, 12)
      ? { kind: 'number', text: paper.number }
      : words(paper.number, 'large', true),
  );
  parts.push(gap(8), words(paper.groupName, 'large', true));
  if (paper.priorityName !== null)
    parts.push(gap(4), words(`Ưu tiên: ${paper.priorityName}`, 'normal', true));
  parts.push(
    gap(8),
    words(paper.ahead === 0 ? 'Chưa có ai chờ trước' : `Đang chờ trước: ${paper.ahead} người`),
  );
  if (paper.estimateMinutes !== null && paper.estimateMinutes > 0) {
    parts.push(words(`Dự kiến chờ khoảng ${paper.estimateMinutes} phút`));
  }
  if (isPrintableAscii(paper.qr, 300)) parts.push({ kind: 'qr', text: paper.qr });
  parts.push(words(`Lấy số lúc ${timeOf(paper.issuedAt)}`, 'small'), gap(4));
  parts.push(words('Xin giữ phiếu này đến khi được gọi', 'small'));
  return parts;
}

/** `08:05, 22/11/2026` of an office timestamp. */
function timeOf(timestamp: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(timestamp) ?? [];
  return `${time}, ${day}/${month}/${year}`;
}

/** A ticket as an office has them, to measure how long one takes on a line, and to test a printer with. */
export function exampleTicket(
  office: { authority: string; name: string },
  now: number,
  sample: boolean,
): PrintedTicket {
  return {
    test: true,
    number: 'A005',
    groupName: 'Đất đai, xây dựng và môi trường',
    authority: office.authority,
    office: office.name,
    priorityName: null,
    ahead: 4,
    estimateMinutes: 25,
    issuedAt: officeTimestamp(now),
    qr: 'TMC-TEST-A005',
    sample,
  };
}

/** Dots across a roll. */
export function dotsOf(profile: keyof typeof PAPER_PROFILES): number {
  return PAPER_PROFILES[profile].dots;
}
