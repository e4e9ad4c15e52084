import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTicketNumber, nextSerial, parseTicketNumber, readTicketQr, ticketQr } from './index.ts';

const letters = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const serials = fc.integer({ min: 1, max: 999 });
const days = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const SEED = { seed: 20261122 };

describe('a number', () => {
  it('is a letter and three digits, and is read back (property)', () => {
    expect(formatTicketNumber('A', 5)).toBe('A005');
    fc.assert(
      fc.property(letters, serials, (letter, serial) => {
        const number = formatTicketNumber(letter, serial);
        expect(number).toMatch(/^[A-Z]\d{3}$/);
        expect(parseTicketNumber(number)).toEqual({ letter, serial });
      }),
      SEED,
    );
  });

  it('is nothing else', () => {
    for (const text of ['', 'A000', 'A5', 'a005', 'A0055', 'Á005', ' A005']) {
      expect(parseTicketNumber(text)).toBeUndefined();
    }
    expect(() => formatTicketNumber('A', 1000)).toThrow(RangeError);
    expect(() => formatTicketNumber('AB', 1)).toThrow(RangeError);
  });

  it('ends at 999', () => {
    expect(nextSerial(0)).toBe(1);
    expect(nextSerial(998)).toBe(999);
    expect(nextSerial(999)).toBeNull();
  });
});

describe('the QR of a ticket', () => {
  it('is digits only and is read back (property)', () => {
    fc.assert(
      fc.property(letters, serials, days, (letter, serial, day) => {
        const mark = { number: formatTicketNumber(letter, serial), day };
        const text = ticketQr(mark);
        expect(text).toMatch(/^\d{17}$/);
        expect(readTicketQr(`${text}\r\n`)).toEqual(mark);
      }),
      SEED,
    );
  });

  it('is not read with one digit misread or two neighbours swapped (property)', () => {
    fc.assert(
      fc.property(
        letters,
        serials,
        days,
        fc.nat(16),
        fc.integer({ min: 1, max: 9 }),
        (letter, serial, day, at, add) => {
          const text = ticketQr({ number: formatTicketNumber(letter, serial), day });
          const digits = [...text];
          digits[at] = String((Number(text[at]) + add) % 10);
          expect(readTicketQr(digits.join(''))).toBeUndefined();
          const swapped = `${text.slice(0, at)}${text[at + 1] ?? ''}${text[at]}${text.slice(at + 2)}`;
          if (swapped !== text) expect(readTicketQr(swapped)).toBeUndefined();
        },
      ),
      SEED,
    );
  });

  it('is no other code at the counter', () => {
    for (const text of ['', '017195004821', 'H44.152-261120-0001 7KQ2M9XD', '7'.repeat(17)]) {
      expect(readTicketQr(text)).toBeUndefined();
    }
    expect(() => ticketQr({ number: 'A005', day: '2026-02-30' })).toThrow(RangeError);
  });
});
