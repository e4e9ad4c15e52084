import { expect, test } from 'vitest';
import { calendarParts } from './calendar-words.ts';

test('a calendar is told by its years and by what else it is made of', () => {
  expect(calendarParts('vietnam-2027@1+vietnam-2026@2+deadline-default@1')).toEqual({
    years: ['2026 (2)', '2027'],
    others: [{ id: 'deadline-default', version: '1' }],
  });
  expect(calendarParts('lịch riêng')).toEqual({ years: [], others: [{ id: 'lịch riêng', version: '' }] });
});
