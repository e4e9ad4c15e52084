import { expect, it } from 'vitest';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { DraftKeeping, keepDaysAt, loadDraftKeeping } from './keeping.ts';

const rule = (validFrom: string, keepDays: number) => ({
  validFrom,
  keepDays,
  reason: 'test',
  source: 'test',
  certainty: 'test',
});
const at = (minute: string) => epochOfOfficeTimestamp(minute);

it('the rule of the day holds, in whatever order they stand, and before the first one the first', () => {
  const keeping = DraftKeeping.parse({ title: '', rules: [rule('2027-01-01', 3), rule('2026-01-01', 7)] });
  expect(keepDaysAt(keeping, at('2026-12-31T23:59'))).toBe(7);
  expect(keepDaysAt(keeping, at('2027-01-01T00:00'))).toBe(3);
  expect(keepDaysAt(keeping, at('2001-01-01T00:00'))).toBe(7);
});

it('the shipped rule says a number with its reason and source', () => {
  const [first] = loadDraftKeeping(resourcesDirectory).rules;
  expect(first?.keepDays).toBeGreaterThan(0);
  expect(first?.reason).toMatch(/dữ liệu cá nhân/);
  expect(first?.source).toMatch(/91\/2025/);
});

it.each([0, 366, 1.5])('a rule of %s days is refused', (keepDays) => {
  expect(DraftKeeping.safeParse({ title: '', rules: [rule('2026-01-01', keepDays)] }).success).toBe(false);
});
