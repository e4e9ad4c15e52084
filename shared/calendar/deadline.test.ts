import { describe, expect, it } from 'vitest';
import cases from '#test/prove/cases/deadlines.json' with { type: 'json' };
import { computeDeadline, type Deadline } from './deadline.ts';
import type { DeadlineLimit, DeadlineRequest, DeadlineUnit, Pause } from './deadline-request.ts';
import { makeShippedOracle, shippedCalendar, shippedProfile } from './shipped.oracle.ts';

const rules = { calendar: shippedCalendar, profile: shippedProfile };

function deadline(received: string, value: number, unit: DeadlineUnit, pauses: Pause[] = []): Deadline {
  const answer = computeDeadline({ received, limit: { value, unit }, pauses, ...rules });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

const texts = ({ steps }: Deadline) => steps.map(({ text }) => text);

describe('hand-worked cases', () => {
  const oracle = makeShippedOracle();
  it.each(cases)('$note: $received + $limit.value $limit.unit', ({ received, limit, pauses, due }) => {
    const answer = computeDeadline({ received, limit: limit as DeadlineLimit, pauses, ...rules });
    expect(answer.ok ? answer.value.due : answer.error.code).toBe(due ?? 'invalid-input');
    // The oracle knows neither unknown units nor the end of 2199.
    if (due !== null) expect(oracle(received, limit as DeadlineLimit, pauses)).toBe(due);
  });
});

describe('what is refused', () => {
  const request: DeadlineRequest = {
    received: '2026-03-02T10:00',
    limit: { value: 2, unit: 'working-day' },
    pauses: [],
    ...rules,
  };
  const junk: [string, unknown][] = [
    ['bad-received', { received: null }],
    ['bad-received', { received: '2026-03-02T1a:00' }],
    ['bad-received', { received: '2026-03-02 10:00' }],
    ['bad-received', { received: '２０２６-03-02T10:00' }],
    ['bad-limit', { limit: null }],
    ['bad-limit', { limit: { value: '2', unit: 'day' } }],
    ['bad-limit', { limit: { value: Number.POSITIVE_INFINITY, unit: 'hour' } }],
    ['bad-pause', { pauses: null }],
    ['bad-pause', { pauses: [null] }],
    ['bad-pause', { pauses: [{ from: '2026-03-03T10:00' }] }],
    ['empty-pause', { pauses: [{ from: '2026-03-03T10:00', to: '2026-03-03T10:00' }] }],
    [
      'pauses-overlap',
      {
        pauses: [
          { from: '2026-03-04T10:00', to: '2026-03-05T10:00' },
          { from: '2026-03-03T10:00', to: '2026-03-03T11:00' },
        ],
      },
    ],
    ['out-of-range', { received: '2199-12-31T17:00' }],
    ['out-of-range', { limit: { value: Number.MAX_SAFE_INTEGER, unit: 'working-day' } }],
    ['out-of-range', { limit: { value: Number.MAX_SAFE_INTEGER, unit: 'hour' } }],
    ['out-of-range', { limit: { value: Number.MAX_SAFE_INTEGER, unit: 'day' } }],
    ['out-of-range', { limit: { value: Number.MAX_SAFE_INTEGER, unit: 'month' } }],
    ['out-of-range', { pauses: [{ from: '2026-03-03T10:00', to: '2199-12-31T23:00' }] }],
    [
      'out-of-range',
      { limit: { value: 2, unit: 'day' }, pauses: [{ from: '2026-03-03T10:00', to: '2199-12-31T23:00' }] },
    ],
  ];
  it.each(junk)('%s: %j', (reason, change) => {
    const answer = computeDeadline({ ...request, ...(change as Partial<DeadlineRequest>) });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input', reason } });
  });
});

describe('the reasons', () => {
  it('say what the design shows', () => {
    expect(texts(deadline('2026-08-21T15:20', 1, 'same-day'))).toEqual([
      'Nhận 15:20 thứ Sáu 21/8/2026',
      'sau 15:00 → trả 17:00 thứ Bảy 22/8 (ngày làm bù)',
    ]);
  });

  it('name the holidays and weekends that were not counted, and the make-up days that were', () => {
    expect(texts(deadline('2026-08-20T09:00', 8, 'working-day'))).toEqual([
      'Nhận 09:00 thứ Năm 20/8/2026',
      '22/8 (thứ Bảy) làm bù – có tính',
      '31/8 nghỉ hoán đổi ngày làm việc (làm bù 22/8) – không tính',
      '1/9–2/9 nghỉ Quốc khánh – không tính',
      '3 ngày nghỉ cuối tuần – không tính',
      'cộng 8 ngày làm việc → 09:00 thứ Năm 3/9',
    ]);
    expect(texts(deadline('2026-11-23T14:00', 1, 'working-day'))[1]).toBe(
      '24/11 nghỉ Ngày Văn hóa Việt Nam – không tính',
    );
  });

  it.each([
    ['2026-03-04T07:00', 'trước giờ làm việc → tính từ 07:30'],
    ['2026-03-04T12:00', 'giờ nghỉ trưa → tính từ 13:30'],
    ['2026-03-06T17:00', 'đã hết giờ làm việc → tính từ 07:30 thứ Hai 9/3'],
    ['2026-03-07T09:00', 'thứ Bảy 7/3 là ngày nghỉ → tính từ 07:30 thứ Hai 9/3'],
    ['2026-08-21T18:00', 'đã hết giờ làm việc → tính từ 07:30 thứ Bảy 22/8 (ngày làm bù)'],
  ])('of reception at %s outside working time', (received, text) => {
    expect(texts(deadline(received, 1, 'working-day'))[1]).toBe(text);
  });

  it('of a short month, an end on a day off, and another year', () => {
    expect(texts(deadline('2025-12-31T10:00', 2, 'month'))).toEqual([
      'Nhận 10:00 thứ Tư 31/12/2025',
      'tháng 2 không có ngày 31 → lấy ngày 28/2/2026',
      'cộng 2 tháng → 10:00 thứ Bảy 28/2/2026',
      'thứ Bảy 28/2/2026 là ngày nghỉ → 10:00 thứ Hai 2/3/2026',
    ]);
    expect(texts(deadline('2026-02-10T16:30', 6, 'day')).slice(1)).toEqual([
      'cộng 6 ngày → 16:30 thứ Hai 16/2',
      '17/2–20/2 nghỉ Tết Nguyên đán – không tính',
      'thứ Hai 16/2 nghỉ Tết Nguyên đán → 16:30 thứ Hai 23/2',
    ]);
  });

  it('of pauses, with and without effect', () => {
    const pauses = [
      { from: '2026-03-01T08:00', to: '2026-03-02T09:00' },
      { from: '2026-03-03T10:00', to: '2026-03-04T10:00' },
      { from: '2026-03-20T10:00', to: '2026-03-21T10:00' },
    ];
    expect(texts(deadline('2026-03-02T10:00', 2, 'working-day', pauses)).slice(2)).toEqual([
      'tạm dừng 08:00 Chủ nhật 1/3 – 09:00 thứ Hai 2/3: trước khi nhận – không tính',
      'tạm dừng 10:00 thứ Ba 3/3 – 10:00 thứ Tư 4/3: còn 7 giờ 30 phút làm việc, tính tiếp → 10:00 thứ Năm 5/3',
      'tạm dừng 10:00 thứ Sáu 20/3 – 10:00 thứ Bảy 21/3: không trước hạn trả – không đổi hạn',
    ]);
    expect(texts(deadline('2026-03-02T10:00', 3, 'day', pauses)).at(-2)).toBe(
      'tạm dừng 10:00 thứ Ba 3/3 – 10:00 thứ Tư 4/3: cộng thêm 1 ngày → 10:00 thứ Sáu 6/3',
    );
  });

  it('have codes and values for another language, and the last one arrives at the due time', () => {
    const { due, steps } = deadline('2026-11-23T14:00', 1, 'working-day');
    expect(steps[1]).toMatchObject({
      code: 'off-days',
      values: { name: 'Ngày Văn hóa Việt Nam', from: '2026-11-24', to: '2026-11-24' },
    });
    expect(steps.at(-1)).toMatchObject({
      code: 'counted',
      at: due,
      values: { value: 1, unit: 'working-day' },
    });
  });

  it('keep the version of every rule used', () => {
    expect(deadline('2026-03-04T09:00', 1, 'day').calendarVersion).toBe(
      'vietnam-2024@1+vietnam-2025@1+vietnam-2026@1+vietnam-2027@1+working-time@1+deadline-default@1',
    );
  });
});

describe('a profile', () => {
  it('may set another cut-off', () => {
    const profile = { ...shippedProfile, sameDay: { cutOff: '14:00' } };
    const limit = { value: 1, unit: 'same-day' } as const;
    const at = (received: string) =>
      computeDeadline({ received, limit, pauses: [], calendar: shippedCalendar, profile });
    expect(at('2026-03-04T14:00')).toMatchObject({ ok: true, value: { due: '2026-03-04T17:00' } });
    expect(at('2026-03-04T14:01')).toMatchObject({ ok: true, value: { due: '2026-03-05T17:00' } });
  });

  it('may let a month that is too short end on the first of the next', () => {
    const profile = { ...shippedProfile, monthEnd: 'first-of-next-month' as const };
    const limit = { value: 1, unit: 'month' } as const;
    const at = (received: string) =>
      computeDeadline({ received, limit, pauses: [], calendar: shippedCalendar, profile });
    expect(at('2026-08-31T10:00')).toMatchObject({ ok: true, value: { due: '2026-10-05T07:30' } });
    expect(at('2026-07-31T10:00')).toMatchObject({ ok: true, value: { due: '2026-09-03T10:00' } });
    expect(at('2026-05-29T10:00')).toMatchObject({ ok: true, value: { due: '2026-06-29T10:00' } });
  });
});
