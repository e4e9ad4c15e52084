import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { uuidV7 } from './uuid.ts';

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const milliseconds = fc.integer({ min: 0, max: 2 ** 48 - 1 });

it('is a UUID of version 7 that begins with its time (property)', () => {
  fc.assert(
    fc.property(milliseconds, bytes, (time, random) => {
      const id = uuidV7(time, random);
      expect(z.uuidv7().safeParse(id).success).toBe(true);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(time);
    }),
    { seed: 20261122 },
  );
});

it('rises with the time, and with the counter within a millisecond (property)', () => {
  fc.assert(
    fc.property(milliseconds, bytes, bytes, fc.nat(0xffe), (time, one, other, counter) => {
      expect(uuidV7(time, one, counter) < uuidV7(time, other, counter + 1)).toBe(true);
      if (time > 0) expect(uuidV7(time - 1, one) < uuidV7(time, other)).toBe(true);
    }),
    { seed: 20261122 },
  );
});

it('takes all of its chance from the bytes', () => {
  const id = uuidV7(1, Uint8Array.of(0xab, 0xcd, 0xff, 1, 2, 3, 4, 5, 6, 7));
  expect(id).toBe('00000000-0001-7bcd-bf01-020304050607');
  expect(() => uuidV7(1, new Uint8Array(9))).toThrow(RangeError);
});
