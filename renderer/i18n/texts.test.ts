import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#shared/contract/index.ts';
import { en, vi } from './texts.ts';

/** Every text with its dotted key. */
function flatten(texts: object, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value as object, `${prefix}${key}.`),
  );
}

const vietnamese = new Map(flatten(vi));
const english = new Map(flatten(en));

describe('texts', () => {
  it.each(Object.keys(ERROR_CODES))('error %s has a sentence in both languages', (code) => {
    for (const texts of [vietnamese, english]) {
      const sentence = texts.get(`errors.${code}`) ?? '';
      expect(sentence.length).toBeGreaterThan(15);
      expect(sentence.endsWith('.')).toBe(true);
    }
  });

  it('there is no sentence for an error that does not exist', () => {
    expect(Object.keys(vi.errors).sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });

  it('both languages have the same keys, none empty, with the same values to fill in', () => {
    expect([...english.keys()].sort()).toEqual([...vietnamese.keys()].sort());
    const holes = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map((hole) => hole[1] ?? '').sort();
    const wrong = [...vietnamese].filter(
      ([key, text]) =>
        text.trim() === '' ||
        (english.get(key) ?? '').trim() === '' ||
        holes(text).join() !== holes(english.get(key) ?? '').join(),
    );
    expect(wrong).toEqual([]);
  });

  it('Vietnamese is composed (NFC), so that it looks the same in every font', () => {
    expect([...vietnamese].filter(([, text]) => text !== text.normalize('NFC'))).toEqual([]);
  });

  it('no prose is written in capitals', () => {
    const shouting = [...vietnamese].filter(([, text]) => /\p{Lu}{4,} \p{Lu}{2,}/u.test(text));
    // Examples of what stands on the paper, and the mark that the paper carries, are quoted as they are.
    const quoted = ['setup.authorityExample', 'setup.counterNameExample', 'dossier.page.reprintText'];
    expect(shouting.map(([key]) => key).filter((key) => !quoted.includes(key))).toEqual([]);
  });
});
