import { describe, expect, it } from 'vitest';
import type { ExchangeSummary } from '#shared/contract/index.ts';
import { attentionOf } from './attention.ts';

const summary = (line: ExchangeSummary['line'], attention: number): ExchangeSummary => ({
  enrolled: true,
  line,
  counts: { held: 0, sent: 0, accepted: 9, rejected: 0, conflict: 0 },
  lastAnswerAt: null,
  attention,
});
const calm = { lineMessage: '', clockSkewMs: null };

describe('what of the exchange waits for an administrator', () => {
  it('is named: an office that was ended, a clock, numbers', () => {
    expect(attentionOf({ ...calm, summary: summary('refused', 1) }, 0)).toEqual({
      named: ['refused'],
      others: 0,
    });
    const skewed = { lineMessage: '', clockSkewMs: -180_000 };
    expect(attentionOf({ ...skewed, summary: summary('reached', 3) }, 2)).toEqual({
      named: ['clock', 'numbers'],
      others: 0,
    });
    expect(attentionOf({ ...calm, summary: summary('not-the-province', 1) }, 0).named).toEqual(['stranger']);
  });

  it('by stick what the province refused is its sentence', () => {
    const refused = { ...calm, lineMessage: 'Tỉnh đã ngừng kết nối.' };
    expect(attentionOf({ ...refused, summary: summary('none', 1) }, 0).named).toEqual(['refused']);
    expect(attentionOf({ ...refused, summary: summary('unreachable', 0) }, 0).named).toEqual([]);
  });

  it('what has no name here is counted', () => {
    expect(attentionOf({ ...calm, summary: summary('reached', 2) }, 1)).toEqual({
      named: ['numbers'],
      others: 1,
    });
  });
});
