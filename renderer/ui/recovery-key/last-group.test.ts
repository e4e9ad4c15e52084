import { expect, it } from 'vitest';
import { lastGroup } from './last-group.ts';

it('reads the last group of a recovery key as people type it', () => {
  expect(lastGroup('AB12-CD34-EF56')).toBe('EF56');
  expect(lastGroup(' ef56 ')).toBe('EF56');
  expect(lastGroup('ab12 cd34 ef56')).toBe('EF56');
  expect(lastGroup('')).toBe('');
});
