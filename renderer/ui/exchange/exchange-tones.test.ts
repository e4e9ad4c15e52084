import { describe, expect, it } from 'vitest';
import { ExchangeState, type ExchangeSummary, LineState } from '#shared/contract/index.ts';
import { EXCHANGE_TONES, exchangeTone, findTrouble, keptOf } from './exchange-tones.ts';

const calm: ExchangeSummary = {
  enrolled: true,
  line: 'reached',
  counts: { held: 0, sent: 0, accepted: 148, rejected: 0, conflict: 0 },
  lastAnswerAt: '2026-11-22T10:31:00.000+07:00',
  attention: 0,
};
const toneWith = (changes: Partial<ExchangeSummary>, counts: Partial<ExchangeSummary['counts']> = {}) =>
  exchangeTone({ ...calm, ...changes, counts: { ...calm.counts, ...counts } });

describe('the exchange in the status bar', () => {
  it('is good only where everything was acknowledged', () => {
    expect(toneWith({})).toEqual({ tone: 'good', urgent: false });
    expect(toneWith({}, { sent: 1 }).tone).toBe('working');
    expect(toneWith({}, { held: 1 }).tone).toBe('working');
    expect(toneWith({ lastAnswerAt: null }).tone).toBe('neutral');
    expect(toneWith({ enrolled: false }).tone).toBe('attention');
  });

  it('is urgent where only a person goes on', () => {
    expect(toneWith({ attention: 1 }, { rejected: 1 })).toEqual({ tone: 'bad', urgent: true });
    expect(toneWith({ attention: 1 }, { conflict: 1 })).toEqual({ tone: 'bad', urgent: true });
    expect(toneWith({}, { rejected: 1 })).toEqual({ tone: 'attention', urgent: false });
    expect(toneWith({ line: 'refused' })).toEqual({ tone: 'bad', urgent: true });
    expect(toneWith({ attention: 1 })).toEqual({ tone: 'attention', urgent: false });
  });

  it.each(LineState.options.filter((line) => !['reached', 'none', 'not-tried'].includes(line)))(
    'never calls the line good that is %s',
    (line) => {
      expect(toneWith({ line }).tone).not.toBe('good');
      expect(findTrouble(line)).toBe(line);
    },
  );

  it('holds what was sent and not answered', () => {
    expect(keptOf({ counts: { ...calm.counts, held: 2, sent: 3 } })).toBe(5);
    expect(toneWith({ line: 'none' }, { sent: 3 }).tone).toBe('attention');
    expect(toneWith({ line: 'none' }, { held: 1 }).tone).toBe('neutral');
    expect(toneWith({ line: 'none' }, { held: 20 }).tone).toBe('attention');
    expect(toneWith({ line: 'none', lastAnswerAt: null }, { held: 1 }).tone).toBe('attention');
  });
});

it('every state has a tone, and so an icon, of its own', () => {
  expect(new Set(ExchangeState.options.map((state) => EXCHANGE_TONES[state])).size).toBe(
    ExchangeState.options.length,
  );
});
