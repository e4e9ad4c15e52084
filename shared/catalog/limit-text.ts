import type { TimeLimit } from './procedure.ts';

const UNIT_WORDS = { 'working-day': 'ngày làm việc', day: 'ngày', hour: 'giờ', month: 'tháng' } as const;

/** A time limit in words as papers write it: `03 ngày làm việc`, `trong ngày`; "" where there is none. */
export function limitText(limit: TimeLimit | null): string {
  if (limit === null) return '';
  if (limit.unit === 'same-day') return 'trong ngày';
  return `${String(limit.value).padStart(2, '0')} ${UNIT_WORDS[limit.unit]}`;
}
