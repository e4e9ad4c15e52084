import { fold, searchTokens } from '../text/index.ts';
import { buildSearchIndex, type Searchable, type SearchIndex, wordsOf } from './search-index.ts';
import { type Query, type Score, scoreItem, TIER } from './search-score.ts';
import { accentTable, isEmpty, prefixTable, typoTable, withoutTelexKeys } from './search-terms.ts';

/** How often and how lately a procedure was used here; see `usageWeight`. */
export type Usage = {
  /** Uses, halved with age: larger = more and later. */
  weight: number;
  /** Milliseconds since 1970. */
  lastUsedAt: number;
};

export type SearchOptions = {
  /** At most so many hits. */
  limit: number;
  usage: ReadonlyMap<string, Usage>;
};

export type SearchHit = {
  code: string;
  /** Ranges [start, end) of the name that were typed, ascending, apart from each other. */
  matches: [number, number][];
  recent: boolean;
  /** Nothing holds what was typed; this is what a slip of the hand may have meant. */
  guessed: boolean;
};

export type ProcedureSearch = {
  /** Hits in order of use and rank, and how many there are in all. An empty query gives those used last. */
  search(query: string, options: SearchOptions): { hits: SearchHit[]; total: number };
};

/** A search over the procedures of one catalogue version. Item order breaks ties. */
export function createProcedureSearch(items: readonly Searchable[]): ProcedureSearch {
  const index = buildSearchIndex(items);
  return {
    search(query, options) {
      if (fold(query) === '') return lastUsed(index, options);
      const ranked = rank(index, query.normalize('NFC'));
      const found = [...ranked.scores].sort(
        ([a, left], [b, right]) =>
          left.tier - right.tier ||
          left.wrongAccents - right.wrongAccents ||
          weightOf(index, b, options) - weightOf(index, a, options) ||
          right.score - left.score ||
          a - b,
      );
      return {
        total: found.length,
        hits: found.slice(0, options.limit).map(([item, score]) => hit(index, item, score, ranked, options)),
      };
    },
  };
}

/** Half-life of a use, in days: what was received often last month still counts a little. */
const HALF_LIFE_DAYS = 14;

/** The weight of what was used before, as it stands `now` (milliseconds since 1970). A clock set back changes nothing. */
export function usageWeight(usage: Usage, now: number): number {
  const days = Math.max(0, now - usage.lastUsedAt) / 86_400_000;
  return usage.weight * 2 ** (-days / HALF_LIFE_DAYS);
}

type Ranked = { scores: ReadonlyMap<number, Score>; query: Query | undefined; guessed: boolean };

/** Codes first; then words, shortenings, run-together words, raw telex keys; slips only where nothing else matched. */
function rank(index: SearchIndex, text: string): Ranked {
  const byCode = rankByCode(index, text);
  if (byCode.size > 0) return { scores: byCode, query: undefined, guessed: false };
  const words = wordsOf(text);
  const typed = searchTokens(text);
  if (typed.length === 0) return { scores: new Map(), query: undefined, guessed: false };
  const accents = words.map((word) => accentTable(index, word));
  const exactly = { tables: typed.map((word) => prefixTable(index, word)), accents };
  const plain = rankByWords(index, exactly);
  addByInitials(index, typed, plain);
  if (plain.size > 0) return { scores: plain, query: exactly, guessed: false };
  const joined = rankByJoined(index, typed);
  if (joined.size > 0) return { scores: joined, query: undefined, guessed: false };
  for (const tables of looserTables(index, typed, exactly.tables)) {
    const query = { tables, accents: [] };
    const scores = rankByWords(index, query);
    if (scores.size > 0) return { scores, query, guessed: true };
  }
  return { scores: new Map(), query: undefined, guessed: false };
}

function* looserTables(
  index: SearchIndex,
  typed: readonly string[],
  exact: readonly Uint8Array[],
): Generator<Uint8Array[]> {
  yield typed.map((word) => prefixTable(index, withoutTelexKeys(word)));
  const near = (word: string, at: number) => typoTable(index, word, at === typed.length - 1);
  yield typed.map((word, at) => {
    const table = exact[at];
    return table === undefined || isEmpty(table) ? near(word, at) : table;
  });
  yield typed.map(near);
}

function rankByWords(index: SearchIndex, query: Query): Map<number, Score> {
  const scores = new Map<number, Score>();
  if (query.tables.some(isEmpty)) return scores;
  for (let item = 0; item < index.items.length; item += 1) {
    const score = scoreItem(index, query, item);
    if (score !== undefined) scores.set(item, score);
  }
  return scores;
}

/** `1.001193`, part of it, or with what local lists append (`.H38`, `.01`, `.000.00.00.H38`). */
function rankByCode(index: SearchIndex, text: string): Map<number, Score> {
  const typed = text.trim().toUpperCase();
  const scores = new Map<number, Score>();
  if (!/^\d[\d.]*(?:\.H\d{0,2})?$/.test(typed)) return scores;
  const whole = /^([1-9]\.\d{6})(?:\.|$)/.exec(typed)?.[1];
  const digits = typed.replace(/\D/g, '');
  if (digits.length < 2) return scores;
  index.items.forEach(({ code }, item) => {
    if (whole !== undefined) {
      if (code === whole) scores.set(item, { tier: TIER.beginning, wrongAccents: 0, score: 1 });
      return;
    }
    const at = code.replace('.', '').indexOf(digits);
    if (at >= 0) {
      const tier = at <= 1 ? TIER.beginning : TIER.together;
      scores.set(item, { tier, wrongAccents: 0, score: 1 / (1 + at) });
    }
  });
  return scores;
}

/** `dkks`, `gpxd`: one typed word of first letters. */
function addByInitials(index: SearchIndex, typed: readonly string[], scores: Map<number, Score>): void {
  const [letters] = typed;
  if (letters === undefined || typed.length > 1 || !/^[a-z]{2,10}$/.test(letters)) return;
  for (let item = 0; item < index.items.length; item += 1) {
    if (scores.has(item)) continue;
    let score = 0;
    const end = (index.itemStart[item + 1] ?? 0) - 1;
    for (let phrase = index.itemStart[item] ?? 0; phrase < end; phrase += 1) {
      const initials = index.initials[phrase] ?? '';
      for (const start of [0, index.phraseLead[phrase] ?? 0]) {
        if (initials.startsWith(letters, start)) {
          score = Math.max(score, letters.length / (initials.length - start));
        }
      }
    }
    if (score > 0) scores.set(item, { tier: TIER.initials, wrongAccents: 0, score });
  }
}

/** `khaisinh`: words typed without blanks. From four letters on, or everything would match. */
function rankByJoined(index: SearchIndex, [typed = '', ...more]: readonly string[]): Map<number, Score> {
  const scores = new Map<number, Score>();
  if (typed.length < 4 || more.length > 0) return scores;
  for (let item = 0; item < index.items.length; item += 1) {
    const end = (index.itemStart[item + 1] ?? 0) - 1;
    for (let phrase = index.itemStart[item] ?? 0; phrase < end; phrase += 1) {
      const joined = index.joined[phrase] ?? '';
      if (!joined.includes(typed)) continue;
      const score = typed.length / joined.length;
      if (score > (scores.get(item)?.score ?? 0)) {
        scores.set(item, { tier: TIER.scattered, wrongAccents: 0, score });
      }
    }
  }
  return scores;
}

function lastUsed(index: SearchIndex, { limit, usage }: SearchOptions): { hits: SearchHit[]; total: number } {
  const used = index.items
    .filter((item) => usage.has(item.code))
    .sort((a, b) => (usage.get(b.code)?.lastUsedAt ?? 0) - (usage.get(a.code)?.lastUsedAt ?? 0));
  return {
    total: used.length,
    hits: used.slice(0, limit).map(({ code }) => ({ code, matches: [], recent: true, guessed: false })),
  };
}

function weightOf(index: SearchIndex, item: number, { usage }: SearchOptions): number {
  return usage.get(index.items[item]?.code ?? '')?.weight ?? 0;
}

function hit(
  index: SearchIndex,
  item: number,
  score: Score,
  { query, guessed }: Ranked,
  { usage }: SearchOptions,
): SearchHit {
  const code = index.items[item]?.code ?? '';
  return {
    code,
    matches: query === undefined ? [] : matchedRanges(index, item, query, score.tier === TIER.scattered),
    recent: usage.has(code),
    guessed,
  };
}

/**
 * The words of the name that were typed side by side; else, where words were matched `scattered`, the first place of
 * each. A hit by everyday words marks nothing: a chance likeness in the name would mislead.
 */
function matchedRanges(
  index: SearchIndex,
  item: number,
  query: Query,
  scattered: boolean,
): [number, number][] {
  const words = index.nameWords[item] ?? [];
  const from = index.phraseStart[index.itemStart[item] ?? 0] ?? 0;
  const value = (typed: number, place: number) => query.tables[typed]?.[index.words[from + place] ?? 0] ?? 0;
  const count = query.tables.length;
  const run = words.findIndex(
    (_, place) =>
      place + count <= words.length && query.tables.every((_table, typed) => value(typed, place + typed) > 0),
  );
  if (run < 0 && !scattered) return [];
  const places =
    run >= 0
      ? query.tables.map((_, typed) => run + typed)
      : query.tables.map((_, typed) => words.findIndex((_word, place) => value(typed, place) > 0));
  const ranges = [...new Set(places)]
    .sort((a, b) => a - b)
    .flatMap((place): [number, number][] => {
      const word = words[place];
      return word === undefined ? [] : [[word.start, word.end]];
    });
  return joinRanges(ranges);
}

/** Words one blank apart are shown as one stretch. */
function joinRanges(ranges: readonly [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [start, end] of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1] + 1) last[1] = end;
    else joined.push([start, end]);
  }
  return joined;
}
