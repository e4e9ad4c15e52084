import { err, ok, type Result } from '../base/index.ts';
import type { Calendar } from './calendar.ts';
import type { DeadlineProfile } from './calendar-data.ts';
import { minuteNumberOf } from './plain-minute.ts';

/** Units that a statutory time can have; anything else has no computable deadline. */
export const DEADLINE_UNITS = ['working-day', 'day', 'hour', 'month', 'same-day'] as const;
export type DeadlineUnit = (typeof DEADLINE_UNITS)[number];

/** A statutory time. `value` is a positive integer; `same-day` ignores it. */
export type DeadlineLimit = { value: number; unit: DeadlineUnit };

/** Time that is not counted, half-open `[from, to)`, each `YYYY-MM-DDTHH:mm`. */
export type Pause = { from: string; to: string };

export type DeadlineRequest = {
  /** The instant of reception, `YYYY-MM-DDTHH:mm`, or whenever the clock of the dossier started. */
  received: string;
  limit: DeadlineLimit;
  /** Sorted, disjoint (touching is allowed), from < to. */
  pauses: readonly Pause[];
  calendar: Calendar;
  profile: DeadlineProfile;
};

/** Why no due date can be computed; `message` says in Vietnamese what to do. */
export type DeadlineProblem = {
  code: 'invalid-input';
  reason: 'bad-received' | 'bad-limit' | 'bad-pause' | 'empty-pause' | 'pauses-overlap' | 'out-of-range';
  message: string;
};

const MESSAGES: Record<DeadlineProblem['reason'], string> = {
  'bad-received': 'Thời điểm nhận không hợp lệ. Hãy nhập ngày và giờ có thật, từ năm 1900 đến 2199.',
  'bad-limit': 'Thời hạn giải quyết không hợp lệ. Hãy nhập số nguyên dương và chọn đơn vị tính.',
  'bad-pause': 'Khoảng tạm dừng có thời điểm không hợp lệ. Hãy nhập ngày và giờ có thật.',
  'empty-pause': 'Khoảng tạm dừng phải bắt đầu trước khi kết thúc. Hãy sửa lại hai thời điểm.',
  'pauses-overlap': 'Các khoảng tạm dừng phải theo thứ tự và không chồng nhau. Hãy sắp xếp lại.',
  'out-of-range': 'Hạn trả vượt quá năm 2199. Hãy kiểm tra lại thời hạn giải quyết.',
};

export function deadlineProblem(reason: DeadlineProblem['reason']): { ok: false; error: DeadlineProblem } {
  return err({ code: 'invalid-input', reason, message: MESSAGES[reason] });
}

/** A request that holds, on minute numbers. */
export type CheckedRequest = {
  received: number;
  pauses: readonly { from: number; to: number }[];
};

/** Refuses what is no instant, no limit, or pauses that are empty, unsorted or overlapping. Tolerates any JSON. */
export function checkDeadlineRequest(request: DeadlineRequest): Result<CheckedRequest, DeadlineProblem> {
  const received = minuteOf(request.received);
  if (Number.isNaN(received)) return deadlineProblem('bad-received');
  if (!isUsableLimit(request.limit)) return deadlineProblem('bad-limit');
  if (!Array.isArray(request.pauses)) return deadlineProblem('bad-pause');
  const pauses: { from: number; to: number }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const pause of request.pauses) {
    const from = minuteOf(pause?.from);
    const to = minuteOf(pause?.to);
    if (Number.isNaN(from) || Number.isNaN(to)) return deadlineProblem('bad-pause');
    if (from >= to) return deadlineProblem('empty-pause');
    if (from < end) return deadlineProblem('pauses-overlap');
    end = to;
    pauses.push({ from, to });
  }
  return ok({ received, pauses });
}

function minuteOf(text: unknown): number {
  return typeof text === 'string' ? minuteNumberOf(text) : Number.NaN;
}

/** Whether a deadline can be computed from it: a known unit and, but for `same-day`, a positive integer. */
export function isUsableLimit(limit: { value: unknown; unit: unknown }): limit is DeadlineLimit {
  if (limit?.unit === 'same-day') return true;
  if (!DEADLINE_UNITS.some((unit) => unit === limit?.unit)) return false;
  return typeof limit.value === 'number' && Number.isSafeInteger(limit.value) && limit.value >= 1;
}
