import { describe, expect, test } from 'vitest';
import type { ChannelTerms, Procedure } from '#shared/catalog/index.ts';
import { SAMPLE_PROCEDURE } from '../testing/samples.ts';
import { emptyForm } from './form.ts';
import { needsOf } from './needs.ts';
import { reduceForm } from './reducer.ts';

const NONE = { due: false, fee: false, quantity: false, pages: false };

function formWith(terms: Partial<ChannelTerms>) {
  const [counter] = SAMPLE_PROCEDURE.channels;
  if (counter === undefined) throw new Error('the sample has a channel');
  const procedure: Procedure = { ...SAMPLE_PROCEDURE, channels: [{ ...counter, ...terms }] };
  return reduceForm(emptyForm('request'), { kind: 'procedure-picked', procedure });
}

describe('the form asks for', () => {
  test('nothing before a procedure is chosen, and nothing where the catalogue knows all', () => {
    expect(needsOf(emptyForm('request'))).toEqual(NONE);
    expect(needsOf(formWith({}))).toEqual(NONE);
  });

  test('a date where there is no usable limit, or the office says so', () => {
    expect(needsOf(formWith({ limit: null })).due).toBe(true);
    expect(needsOf(formWith({}), true).due).toBe(true);
  });

  test('copies and pages where the fee counts them', () => {
    const perPage = { firstPages: 2, firstAmount: 2000, laterAmount: 1000, maximumPerCopy: null };
    expect(needsOf(formWith({ fee: { kind: 'per-copy', amount: 1 } }))).toEqual({ ...NONE, quantity: true });
    expect(needsOf(formWith({ fee: { kind: 'per-page', ...perPage } }))).toEqual({
      ...NONE,
      quantity: true,
      pages: true,
    });
  });

  test('an amount where the province sets it, but not from someone who pays nothing', () => {
    const form = formWith({ fee: { kind: 'set-by-province' } });
    expect(needsOf(form).fee).toBe(true);
    expect(needsOf(reduceForm(form, { kind: 'exemption-chosen', exemptionId: 'poor' })).fee).toBe(false);
  });
});
