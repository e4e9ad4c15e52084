import { expect, test } from 'vitest';
import { createIds, systemClock } from './system.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('ids are UUIDv7 text that carries the time', () => {
  const ids = createIds({ now: () => 0x0199_2a3b_4c5d });
  expect(ids.id()).toMatch(UUID_V7);
  expect(ids.id().slice(0, 13)).toBe('01992a3b-4c5d');
});

test('ids rise within a millisecond and when the clock is set back', () => {
  let now = 1_000_000;
  const ids = createIds({ now: () => now });
  const made: string[] = [];
  for (let index = 0; index < 10_000; index += 1) {
    if (index === 5_000) now -= 900_000;
    made.push(ids.id());
  }
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(UUID_V7);
});

test('bytes are as many as asked for and differ', () => {
  const ids = createIds(systemClock);
  expect(ids.bytes(16)).toHaveLength(16);
  expect(ids.bytes(16)).not.toEqual(ids.bytes(16));
});
