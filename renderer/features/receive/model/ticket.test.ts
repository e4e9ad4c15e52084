import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAMPLE_CARD, SAMPLE_PROCEDURE } from '../testing/samples.ts';
import { emptyForm, type ReceiveForm } from './form.ts';
import { type FormAction, reduceForm } from './reducer.ts';
import { isBegun, ticketOf, withTicket } from './ticket.ts';

const OTHER_CARD = { ...SAMPLE_CARD, number: '017195004839', oldNumber: null, name: 'Trần Thị Bình' };
const name = (value: string): FormAction => ({ kind: 'applicant-typed', field: 'name', value });
const act = (form: ReceiveForm, action: FormAction, served: string | null | undefined) =>
  withTicket(reduceForm(form, action), () =>
    served === undefined ? undefined : { id: served, number: (served ?? '').toUpperCase() },
  );

describe('the ticket of a form', () => {
  test('is the one served when its first field was filled, whoever is called meanwhile', () => {
    const begun = act(emptyForm('r'), name('Đ'), 'a001');
    const later = act(begun, name('Đinh'), 'a002');
    expect(ticketOf(later)).toEqual({ ticket: 'a001' });
    expect(ticketOf(act(begun, { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE }, 'a002'))).toEqual({
      ticket: 'a001',
    });
    expect(ticketOf(act(later, { kind: 'same-person', requestId: 's', dossierId: 'd' }, 'a002'))).toEqual({
      ticket: 'a001',
    });
  });

  test('is none where none was served, also when one is called after it; not said where nobody knew', () => {
    expect(ticketOf(act(act(emptyForm('r'), name('Đ'), null), name('Đi'), 'a001'))).toEqual({ ticket: null });
    const unknown = act(emptyForm('r'), name('Đ'), undefined);
    expect(ticketOf(unknown)).toEqual({});
    expect(ticketOf(act(unknown, name('Đi'), 'a001'))).toEqual({ ticket: 'a001' });
  });

  test('is another one for a form that was emptied, for the next one, and for another card', () => {
    const begun = act(emptyForm('r'), { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' }, 'a001');
    expect(act(begun, { kind: 'begun-anew', requestId: 's' }, 'a002').ticket).toBeNull();
    const emptied = act(act(emptyForm('r'), name('Đ'), 'a001'), name(''), 'a002');
    expect(ticketOf(act(emptied, name('B'), 'a002'))).toEqual({ ticket: 'a002' });
    const again: FormAction = { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' };
    expect(ticketOf(act(begun, again, 'a002'))).toEqual({ ticket: 'a001' });
    expect(ticketOf(act(begun, { ...again, card: OTHER_CARD }, 'a002'))).toEqual({ ticket: 'a002' });
  });

  test('is not chosen by a procedure alone: that is nobody yet', () => {
    const chosen = act(emptyForm('r'), { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE }, 'a001');
    expect(isBegun(chosen)).toBe(false);
    expect(ticketOf(act(chosen, name('Đ'), 'a002'))).toEqual({ ticket: 'a002' });
    expect(ticketOf(act(chosen, { kind: 'required-toggled' }, 'a001'))).toEqual({ ticket: 'a001' });
  });

  test('is none for what came by post or over the network', () => {
    const begun = act(emptyForm('r'), name('Đ'), 'a001');
    expect(ticketOf({ ...begun, channel: 'postal' })).toEqual({ ticket: null });
    expect(ticketOf({ ...begun, channel: 'online' })).toEqual({ ticket: null });
  });

  test('never changes while anything about somebody stands in the form (property)', () => {
    const served = fc.option(fc.constantFrom('a001', 'a002', 'a003'), { nil: null });
    const step = fc.record({
      served,
      name: fc.constantFrom('', 'A', 'Bình'),
      note: fc.constantFrom('', 'x'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let form = emptyForm('r');
        let expected: string | null | undefined;
        for (const one of steps) {
          form = act(form, name(one.name), one.served);
          if (one.name === '' && form.note === '') expected = undefined;
          else if (expected === undefined) expected = one.served;
          form = act(form, { kind: 'typed', field: 'note', value: one.note }, one.served);
          if (one.name === '' && one.note === '') expected = undefined;
          else if (expected === undefined) expected = one.served;
          expect(ticketOf(form).ticket).toBe(expected);
        }
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});
