import { describe, expect, it } from 'vitest';
import { ERASURE_TEXTS } from '#shared/contract/index.ts';
import { erased } from '#shared/journal/index.ts';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { groundInWords, groundsOn, loadGrounds } from './grounds.ts';

const grounds = loadGrounds(resourcesDirectory);
const idsOn = (day: string) => groundsOn(grounds, day).map(({ id }) => id);

describe('the grounds of erasure', () => {
  it('are those of the day: the decree until the law came into force, then the law', () => {
    expect(idsOn('2023-06-30')).toEqual([]);
    expect(idsOn('2025-12-31').every((id) => id.startsWith('decree-13-2023'))).toBe(true);
    expect(idsOn('2026-01-01').every((id) => id.startsWith('law-91-2025'))).toBe(true);
    expect(idsOn('2026-11-21')).toHaveLength(5);
    expect(new Set(grounds.map(({ id }) => id)).size).toBe(grounds.length);
  });

  it.each(grounds)('$id fits into an entry with the longest texts that may be written', (ground) => {
    const words = {
      document: 'Đ'.repeat(ERASURE_TEXTS.document),
      reason: 'Đ'.repeat(ERASURE_TEXTS.reason),
      openReason: 'Đ'.repeat(ERASURE_TEXTS.openReason),
    };
    const sentence = groundInWords(ground, words, true);
    const target = { chain: 'exchange' as const, station: 's', seq: 1 };
    expect(erased.body.safeParse({ targets: [target], ground: sentence }).error?.issues).toBeUndefined();
    expect(groundInWords(ground, { document: 'A', reason: '', openReason: 'B' }, false)).toBe(
      `${ground.shown}; văn bản A`,
    );
  });

  it('say where they come from and how sure that is; none claims more than was seen', () => {
    for (const { source, certainty } of grounds) {
      expect(source.length).toBeGreaterThan(40);
      expect(certainty).not.toBe('confirmed');
    }
  });
});
