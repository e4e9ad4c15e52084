import { expect, it } from 'vitest';
import { groupsOf } from './spoken-groups.ts';

it('keeps the groups and nothing between them', () => {
  expect(groupsOf('K7QF-29XB-0MTR')).toEqual(['K7QF', '29XB', '0MTR']);
  expect(groupsOf('12345 67890\n11111 ')).toEqual(['12345', '67890', '11111']);
});
