import { expect, test } from 'vitest';
import { ticketAfter, ticketBeside } from './served-ticket.ts';

const A001 = { id: 'a001', number: 'A001' };
const A002 = { id: 'a002', number: 'A002' };
const NONE = { id: null, number: '' };

test('a form keeps the ticket served when it was begun, none included; emptied it has none', () => {
  expect(ticketAfter(null, true, () => A001)).toEqual(A001);
  expect(ticketAfter(A001, true, () => A002)).toEqual(A001);
  expect(ticketAfter(NONE, true, () => A002)).toEqual(NONE);
  expect(ticketAfter(null, true, () => undefined)).toBeNull();
  expect(ticketAfter(A001, false, () => A002)).toBeNull();
});

test('a form tells of its ticket only while another one is served', () => {
  expect(ticketBeside(A001, A002)).toEqual({ own: 'A001', served: 'A002' });
  expect(ticketBeside(NONE, A002)).toEqual({ own: null, served: 'A002' });
  for (const [ticket, served] of [
    [A001, A001],
    [A001, NONE],
    [NONE, NONE],
    [A001, undefined],
    [null, A002],
    [{ id: 'a001', number: '' }, A002],
  ] as const)
    expect(ticketBeside(ticket, served)).toBeUndefined();
});
