import { expect, test } from 'vitest';
import { compareFields } from './differences.ts';

const field = (key: string, value: string) => ({ key, label: { vi: key, en: key }, value });

test('sets two revisions side by side and says what differs', () => {
  const before = { fields: [field('name', 'An'), field('filer', 'Bình'), field('note', 'x')] };
  const after = { fields: [field('name', 'Ân'), field('note', 'x'), field('due', '17:00')] };
  expect(
    compareFields(before, after).map(({ key, before: old, after: now, differs }) => [key, old, now, differs]),
  ).toEqual([
    ['name', 'An', 'Ân', true],
    ['filer', 'Bình', '', true],
    ['note', 'x', 'x', false],
    ['due', '', '17:00', true],
  ]);
  expect(compareFields(after, after).some(({ differs }) => differs)).toBe(false);
});

test('what only the old one said first of all stands first', () => {
  const before = { fields: [field('filer', 'Bình'), field('name', 'An')] };
  const after = { fields: [field('name', 'An')] };
  expect(compareFields(before, after).map(({ key }) => key)).toEqual(['filer', 'name']);
});
