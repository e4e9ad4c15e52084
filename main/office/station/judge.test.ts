import { describe, expect, it } from 'vitest';
import type { KnownHead } from '#shared/journal/index.ts';
import { type Evidence, judgeStart } from './judge.ts';
import { findMark, type Mark, markText, mergeNumbers } from './mark.ts';

const head = (station: string, seq: number): KnownHead => ({
  chain: 'exchange',
  station,
  seq,
  hash: String(seq).padStart(64, '0'),
});

const mark = (overrides: Partial<Mark> = {}): Mark => ({
  version: 1,
  origin: 's1',
  machine: 'pc-1',
  file: '7:100',
  count: 3,
  exact: true,
  at: '2026-11-20T09:00:00.000+07:00',
  heads: [head('s1', 10)],
  numbers: [],
  lastCode: null,
  ...overrides,
});

/** A database at entry 10 of station s1 on pc-1, where everything is as it was left. */
const asLeft: Evidence = {
  hasEntries: true,
  station: 's1',
  stationMachine: 'pc-1',
  outside: mark(),
  beside: mark(),
  machine: 'pc-1',
  file: '7:100',
  restored: false,
  holds: ({ station, seq }) => station === 's1' && seq <= 10,
};

const judged = (overrides: Partial<Evidence>) => {
  const verdict = judgeStart({ ...asLeft, ...overrides });
  return verdict.kind === 'goes-on' ? 'goes-on' : verdict.reason;
};

describe('L6 a start', () => {
  it('L6 of what was left goes on, also where a crash left the mark behind', () => {
    expect(judged({})).toBe('goes-on');
    expect(judged({ outside: mark({ heads: [head('s1', 4)], exact: false }), beside: undefined })).toBe(
      'goes-on',
    );
    expect(judged({ hasEntries: false, outside: undefined, beside: undefined })).toBe('goes-on');
    expect(judged({ hasEntries: false, holds: () => false })).toBe('behind-mark');
  });

  it('L6 of an older copy begins anew and names what is missing', () => {
    const outside = mark({ heads: [head('s1', 12)] });
    expect(judgeStart({ ...asLeft, outside })).toEqual({
      kind: 'begins',
      reason: 'behind-mark',
      missing: [head('s1', 12)],
    });
    expect(judged({ outside: mark({ heads: [head('s1', 10), head('s2', 1)] }) })).toBe('behind-mark');
    expect(judged({ outside: undefined, beside: mark({ heads: [head('s1', 11)] }) })).toBe('behind-mark');
  });

  it('L6 of a copy on another PC begins anew, whether or not the mark came along', () => {
    expect(judged({ machine: 'pc-2', outside: undefined })).toBe('other-machine');
    expect(judged({ machine: 'pc-2' })).toBe('other-machine');
    expect(judged({ machine: 'pc-2', outside: undefined, beside: undefined })).toBe('other-machine');
  });

  it('L6 after the mark was lost goes on only for the very same file on the very same machine', () => {
    expect(judged({ outside: undefined })).toBe('goes-on');
    expect(judged({ outside: undefined, file: '8:200' })).toBe('unknown-mark');
    expect(judged({ outside: undefined, beside: undefined })).toBe('unknown-mark');
    expect(judged({ outside: mark({ heads: [] }), beside: undefined })).toBe('unknown-mark');
  });

  it('L6 of an equal copy of the file begins anew: the other one may have gone on', () => {
    expect(judged({ file: '8:200' })).toBe('other-file');
    expect(judged({ file: '8:200', outside: mark({ file: '' }) })).toBe('goes-on');
  });

  it('L6 of a database that never ran under marks begins its first', () => {
    expect(judged({ outside: undefined, beside: undefined, stationMachine: undefined })).toBe('first-mark');
    expect(judged({ beside: undefined, stationMachine: undefined, holds: () => false })).toBe('behind-mark');
  });

  it('L6 of a copy that a person put back begins anew, even if nothing is missing', () => {
    expect(judged({ restored: true })).toBe('restored');
  });

  it('L6 on a machine that says nothing of itself rests on the marks', () => {
    const nameless = mark({ machine: null });
    expect(judged({ machine: null, outside: nameless, beside: nameless })).toBe('goes-on');
    expect(judged({ machine: null, outside: undefined, beside: nameless })).toBe('goes-on');
    expect(judged({ machine: null, outside: undefined, beside: nameless, file: '9:9' })).toBe('unknown-mark');
  });
});

describe('a mark', () => {
  it('comes back as it was written; the higher of two whole ones holds', () => {
    const texts = [markText(mark({ count: 4 })), markText(mark({ count: 5 }))];
    expect(findMark(texts, 's1')).toEqual(mark({ count: 5 }));
    expect(findMark(texts, 's2')).toBeUndefined();
  });

  it('that is cut short or changed at any place is none', () => {
    const text = markText(mark());
    const older = markText(mark({ count: 2 }));
    for (let at = 0; at < text.length - 1; at += 7) {
      expect(findMark([text.slice(0, at), older], 's1')?.count).toBe(2);
      const changed = `${text.slice(0, at)}${text.charAt(at) === '1' ? '2' : '1'}${text.slice(at + 1)}`;
      expect(findMark([changed, older], 's1')?.count).toBe(2);
    }
  });

  it('keeps the highest serial of each agency and day, those mentioned last when there are too many', () => {
    const used = (day: string, number: number) => ({ agencyCode: 'H44', day, number });
    expect(mergeNumbers([[used('2026-11-20', 5)], [used('2026-11-20', 3), used('2026-11-21', 1)]])).toEqual([
      used('2026-11-20', 5),
      used('2026-11-21', 1),
    ]);
    expect(mergeNumbers([[used('a', 1), used('b', 1), used('a', 2)]], 1)).toEqual([used('a', 2)]);
  });
});
