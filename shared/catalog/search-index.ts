import { fold, tonePositionKey } from '../text/index.ts';

/** What is searched of a procedure. The name is NFC. */
export type Searchable = { code: string; name: string; field: string; everydayWords: readonly string[] };

/** A word of a text with its place [start, end) in it. */
export type Word = { folded: string; accented: string; start: number; end: number };

/**
 * Every phrase (official name or everyday words) as a run of word numbers, so that a keystroke compares integers.
 * `vocabulary` is sorted: the words that begin with a prefix lie side by side.
 */
export type SearchIndex = {
  readonly items: readonly Searchable[];
  readonly vocabulary: readonly string[];
  /** The words with diacritics, and the form in which `hòa` and `hoà` are one. */
  readonly accents: readonly { text: string; key: string }[];
  /** Word numbers of all phrases one after another, and the numbers of the accented words. */
  readonly words: Int32Array;
  readonly accentedWords: Int32Array;
  /** Phrase p is `words` from `phraseStart[p]` to `phraseStart[p + 1]`. */
  readonly phraseStart: Int32Array;
  /** Item i owns the phrases from `itemStart[i]` to `itemStart[i + 1]`: its name first, its field last. */
  readonly itemStart: Int32Array;
  /** How many words at the beginning of a phrase say only "procedure of registering": the phrase also begins after them. */
  readonly phraseLead: Int32Array;
  /** The phrase without blanks, and the first letters of its words. */
  readonly joined: readonly string[];
  readonly initials: readonly string[];
  /** Words of each item's name, for highlighting. */
  readonly nameWords: readonly (readonly Word[])[];
};

/** Openings that nearly every name shares: what people look for stands after them. Folded. */
const LEADS = ['thu tuc dang ky', 'thu tuc cap', 'thu tuc', 'dang ky', 'cap', 'cong nhan', 'giai quyet'].map(
  (lead) => lead.split(' '),
);

/** The words of a text in order, each with its place in it. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    folded: fold(match[0]),
    accented: match[0].normalize('NFC').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Builds the index once per catalogue version (2,500 procedures: some tens of milliseconds). */
export function buildSearchIndex(items: readonly Searchable[]): SearchIndex {
  const nameWords = items.map((item) => wordsOf(item.name));
  const phrases: Word[][] = [];
  const itemStart = new Int32Array(items.length + 1);
  items.forEach((item, index) => {
    itemStart[index] = phrases.length;
    phrases.push(nameWords[index] ?? [], ...item.everydayWords.map(wordsOf), wordsOf(item.field));
  });
  itemStart[items.length] = phrases.length;

  const vocabulary = sortedSet(phrases.flatMap((phrase) => phrase.map((word) => word.folded)));
  const accentTexts = sortedSet(phrases.flatMap((phrase) => phrase.map((word) => word.accented)));
  const numberOf = numbering(vocabulary);
  const accentNumberOf = numbering(accentTexts);
  const total = phrases.reduce((sum, phrase) => sum + phrase.length, 0);
  const words = new Int32Array(total);
  const accentedWords = new Int32Array(total);
  const phraseStart = new Int32Array(phrases.length + 1);
  const phraseLead = new Int32Array(phrases.length);
  let at = 0;
  phrases.forEach((phrase, index) => {
    phraseStart[index] = at;
    phraseLead[index] = leadLength(phrase);
    for (const word of phrase) {
      words[at] = numberOf.get(word.folded) ?? -1;
      accentedWords[at] = accentNumberOf.get(word.accented) ?? -1;
      at += 1;
    }
  });
  phraseStart[phrases.length] = at;
  return {
    items,
    vocabulary,
    accents: accentTexts.map((text) => ({ text, key: tonePositionKey(text) })),
    words,
    accentedWords,
    phraseStart,
    itemStart,
    phraseLead,
    joined: phrases.map((phrase) => phrase.map((word) => word.folded).join('')),
    initials: phrases.map((phrase) => phrase.map((word) => word.folded.charAt(0)).join('')),
    nameWords,
  };
}

function leadLength(phrase: readonly Word[]): number {
  const lead = LEADS.find((words) => words.every((word, index) => phrase[index]?.folded === word));
  return lead === undefined || lead.length >= phrase.length ? 0 : lead.length;
}

function sortedSet(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function numbering(texts: readonly string[]): Map<string, number> {
  return new Map(texts.map((text, index) => [text, index]));
}
