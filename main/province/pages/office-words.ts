import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { Unserved } from '../enrol/index.ts';
import { CLOCK_OFF_MS } from '../receive/index.ts';
import type { OfficeLine } from '../reports/index.ts';
import { type Html, html } from './html.ts';

/** An office of which nothing was heard for this long is pointed at: a long weekend is shorter. */
const SILENT_MS = 5 * 86_400_000;

export function isClockOff(skewMs: number | null): boolean {
  return skewMs !== null && Math.abs(skewMs) > CLOCK_OFF_MS;
}

export function isSilent({ state, lastContactAt, enrolledAt }: OfficeLine, now: number): boolean {
  const since = lastContactAt ?? enrolledAt;
  return state === 'enrolled' && since !== null && now - epochOfOfficeTimestamp(since) > SILENT_MS;
}

/**
 * In the largest unit that fits; below two minutes "đúng giờ". Ahead is a lower bound, by stick as by wire, where the way is
 * not counted; behind is known by wire only, and some of it may be the way.
 */
export function clockText(skewMs: number | null): string {
  if (skewMs === null) return '–';
  if (!isClockOff(skewMs)) return 'đúng giờ';
  const minutes = Math.floor(Math.abs(skewMs) / 60_000);
  const way = skewMs > 0 ? 'nhanh ít nhất' : 'chậm khoảng';
  if (minutes < 120) return `${way} ${minutes} phút`;
  if (minutes < 2 * 1440) return `${way} ${Math.floor(minutes / 60)} giờ`;
  return `${way} ${Math.floor(minutes / 1440)} ngày`;
}

export function programText(program: string | null): Html | string {
  return program === null ? '–' : html`<span class="mono">${program}</span>`;
}

/** A program outside the served range, in the list (P13). */
export function unservedWord(side: Unserved): string {
  return side === 'version-too-old' ? 'quá cũ' : 'quá mới';
}

/** The same with what to do. */
export function unservedText(side: Unserved): string {
  return side === 'version-too-old'
    ? 'Chương trình ở trạm quá cũ so với máy chủ này nên gói của trạm không nhận được. Hãy nhắc cơ quan cập nhật. Bàn tiếp nhận vẫn làm việc; bản ghi được giữ ở trạm và gửi sau khi cập nhật.'
    : 'Chương trình ở trạm mới hơn máy chủ này nên gói của trạm không nhận được. Hãy cập nhật máy chủ của tỉnh. Bàn tiếp nhận vẫn làm việc; bản ghi được giữ ở trạm và gửi sau đó.';
}
