import type { SearchIndex } from './search-index.ts';
import { EXACT, type TermTable } from './search-terms.ts';

/** What was typed: per word its table, and which accented words agree with it. */
export type Query = {
  readonly tables: readonly TermTable[];
  readonly accents: readonly (Uint8Array | undefined)[];
};

/** How well an item answers. Lower tier first, then fewer wrong accents, then use, then higher score. */
export type Score = { tier: number; wrongAccents: number; score: number };

/** A phrase begins with what was typed · it stands together inside a phrase · the words are all there. */
export const TIER = { beginning: 0, together: 1, scattered: 2, initials: 3 } as const;

/** Scores an item, or undefined when a typed word is not in it. */
export function scoreItem(index: SearchIndex, query: Query, item: number): Score | undefined {
  const first = index.itemStart[item] ?? 0;
  const end = index.itemStart[item + 1] ?? 0;
  let best: Score | undefined;
  // The field is the last phrase: it narrows ("hộ tịch nước ngoài") but is never what was meant by itself.
  for (let phrase = first; phrase < end - 1; phrase += 1) {
    const score = scoreTogether(index, query, phrase, phrase === first);
    if (score !== undefined && (best === undefined || isBetter(score, best))) best = score;
  }
  return best ?? scoreScattered(index, query, first, end);
}

function isBetter(a: Score, b: Score): boolean {
  if (a.tier !== b.tier) return a.tier < b.tier;
  if (a.wrongAccents !== b.wrongAccents) return a.wrongAccents < b.wrongAccents;
  return a.score > b.score;
}

/** The typed words side by side in the order typed. */
function scoreTogether(index: SearchIndex, query: Query, phrase: number, isName: boolean): Score | undefined {
  const from = index.phraseStart[phrase] ?? 0;
  const to = index.phraseStart[phrase + 1] ?? 0;
  const count = query.tables.length;
  let best: Score | undefined;
  for (let start = from; start + count <= to; start += 1) {
    let exact = 0;
    let wrongAccents = 0;
    let matched = 0;
    for (; matched < count; matched += 1) {
      const value = query.tables[matched]?.[index.words[start + matched] ?? 0] ?? 0;
      if (value === 0) break;
      if (value === EXACT) exact += 1;
      if (query.accents[matched]?.[index.accentedWords[start + matched] ?? 0] === 0) wrongAccents += 1;
    }
    if (matched < count) continue;
    const lead = index.phraseLead[phrase] ?? 0;
    const begins = start === from || start === from + lead;
    // A short phrase that is nearly all typed is meant; of two equal ones, everyday words were written for this.
    const left = start === from ? to - from : to - from - lead;
    const score = exact / count + count / Math.max(count, left) + (isName ? 0 : 0.05);
    const candidate = { tier: begins ? TIER.beginning : TIER.together, wrongAccents, score };
    if (best === undefined || isBetter(candidate, best)) best = candidate;
  }
  return best;
}

/** Every typed word somewhere in the name or the everyday words; better when one phrase holds them all. */
function scoreScattered(index: SearchIndex, query: Query, first: number, end: number): Score | undefined {
  let exact = 0;
  let wrongAccents = 0;
  const heldBy = new Int32Array(end - first);
  for (let word = 0; word < query.tables.length; word += 1) {
    const table = query.tables[word];
    const accents = query.accents[word];
    let value = 0;
    let agrees = accents === undefined;
    for (let phrase = first; phrase < end; phrase += 1) {
      let inPhrase = 0;
      const to = index.phraseStart[phrase + 1] ?? 0;
      for (let at = index.phraseStart[phrase] ?? 0; at < to; at += 1) {
        const found = table?.[index.words[at] ?? 0] ?? 0;
        if (found > inPhrase) inPhrase = found;
        if (found > 0 && !agrees && accents?.[index.accentedWords[at] ?? 0] === 1) agrees = true;
      }
      if (inPhrase > 0) heldBy[phrase - first] = (heldBy[phrase - first] ?? 0) + 1;
      if (inPhrase > value) value = inPhrase;
    }
    if (value === 0) return undefined;
    if (value === EXACT) exact += 1;
    if (!agrees) wrongAccents += 1;
  }
  const count = query.tables.length;
  let most = 0;
  for (let phrase = first; phrase < end; phrase += 1) {
    const held = heldBy[phrase - first] ?? 0;
    const length = (index.phraseStart[phrase + 1] ?? 0) - (index.phraseStart[phrase] ?? 0);
    // The whole phrase in another order ("sinh khai") is as good as together.
    if (held === count && length === count && phrase < end - 1) {
      return { tier: TIER.together, wrongAccents, score: exact / count + 1 };
    }
    most = Math.max(most, held / count + held / Math.max(length, held) / 10);
  }
  return { tier: TIER.scattered, wrongAccents, score: exact / count + most };
}
