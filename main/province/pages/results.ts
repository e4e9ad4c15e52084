import type { Figures } from '../reports/index.ts';
import type { Html } from './html.ts';
import { figureHead } from './layout.ts';
import { number, type Say, share } from './texts.ts';

/** After what a result is late: the promised minute, or the promised day. */
export type WhenLate = 'minute' | 'day';

/**
 * What is known of results at all, in both languages; said wherever they are counted. A dossier without a report is neither
 * open nor late for it: an office must not be accused of what nobody was able to tell.
 */
export const REPORTED = [
  'Phiên bản này của trạm chỉ báo về tỉnh kết quả trả ngay khi tiếp nhận; kết quả trả sau chưa được báo. Vì vậy hồ sơ chưa báo kết quả có thể đã giải quyết xong, và đến hạn trả không có nghĩa là trả chậm.',
  'This version of the workstation reports only results that are handed over at once; later ones are not reported yet. So a dossier without a report may well be solved, and one that is due is not said to be late.',
] as const;

/** How many of the results that were reported were late. */
export function lateOf({ late, lateByDay }: Figures, after: WhenLate): number {
  return after === 'day' ? lateByDay : late;
}

/** "12/12 (100 %)": on time, of the results that were reported; a dash where there is none. */
export function onTimeText(figures: Figures, after: WhenLate): string {
  const { solved } = figures;
  const onTime = solved - lateOf(figures, after);
  return solved === 0
    ? share(onTime, solved)
    : `${number(onTime)}/${number(solved)} (${share(onTime, solved)})`;
}

/** The heads of columns: `known` of what was reported, `unreported` of the rest. */
export const resultHeads: Record<'known' | 'unreported', (say: Say) => Html[]> = {
  known: (say) => [
    figureHead(say('Đúng hạn trên số đã báo kết quả', 'On time, of results reported')),
    figureHead(say('Trễ hạn', 'Late')),
  ],
  unreported: (say) => [
    figureHead(say('Chưa báo kết quả', 'No result reported')),
    figureHead(say('Đến hạn trả, chưa có báo kết quả', 'Due, no result reported')),
  ],
};
