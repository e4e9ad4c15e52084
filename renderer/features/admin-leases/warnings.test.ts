import { describe, expect, it } from 'vitest';
import type { LeaseWarning } from '#shared/contract/index.ts';
import { gravest, todoOf } from './warnings.ts';

const out: LeaseWarning = { kind: 'day-low', day: '2026-11-23', left: 0, total: 4, issuer: 'province' };
const low: LeaseWarning = { ...out, left: 1 };
const soon: LeaseWarning = { kind: 'ends-soon', lastDay: '2026-11-28', days: 5 };

describe('what a desk is told of numbers', () => {
  it('while receptions are refused only that; else everything', () => {
    expect(gravest([out, soon])).toEqual([out]);
    expect(gravest([low, soon])).toEqual([low, soon]);
    expect(gravest([])).toEqual([]);
  });

  it('one advice, of what the line allows', () => {
    const at = (line: Parameters<typeof todoOf>[1]) => todoOf(out, line);
    expect(at({ enrolled: true, line: 'reached' })).toBe('todoAsked');
    expect(at({ enrolled: true, line: 'none' })).toBe('todoProvince');
    expect(at({ enrolled: true, line: 'unreachable' })).toBe('todoLine');
    expect(at({ enrolled: true, line: 'paused' })).toBe('todoLine');
    expect(at({ enrolled: true, line: 'refused' })).toBe('todoRefused');
    expect(at({ enrolled: false, line: 'none' })).toBe('todoEnded');
    expect(todoOf({ ...out, issuer: 'own' }, { enrolled: true, line: 'reached' })).toBe('todoOwn');
  });
});
