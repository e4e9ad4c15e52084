import type { DossierRow, UnderstoodTerm } from '#shared/contract/index.ts';
import { findMatches } from '#shared/text/index.ts';

/** A piece of a text, and whether it is what matched. */
export type Piece = { text: string; match: boolean };

/** A text cut where what was understood stands in it. */
export function piecesOf(text: string, understood: readonly UnderstoodTerm[]): Piece[] {
  const words = understood.flatMap((term) => term.words.map((word) => ({ word, open: term.open })));
  return cut(text, findMatches(text, words));
}

/** A code or masked number: also its last digits, which may reach over its hyphens. */
export function piecesOfCode(code: string, understood: readonly UnderstoodTerm[]): Piece[] {
  const digits = code.replace(/\D/g, '');
  const ends = understood
    .filter(({ kind }) => kind === 'number' || kind === 'code')
    .flatMap((term) => term.words)
    .filter((word) => /^\d{4,}$/.test(word) && (digits.endsWith(word) || word.endsWith(digits)))
    .map((word) => Math.min(word.length, digits.length));
  const longest = Math.max(0, ...ends);
  if (longest === 0) return piecesOf(code, understood);
  let at = code.length;
  for (let left = longest; left > 0 && at > 0; ) {
    at -= 1;
    if (/\d/.test(code.charAt(at))) left -= 1;
  }
  return cut(code, [[at, code.length]]);
}

/** Whether a row shows nothing of one of the words or numbers that were typed: it was found by something else. */
export function isUnexplained(row: DossierRow, understood: readonly UnderstoodTerm[]): boolean {
  const matches = (pieces: Piece[]) => pieces.some(({ match }) => match);
  return understood
    .filter(({ kind }) => kind === 'word' || kind === 'number')
    .some(
      (term) =>
        !matches(piecesOf(row.applicantName, [term])) &&
        !matches(piecesOfCode(row.code, [term])) &&
        !matches(piecesOf(row.procedureName, [term])) &&
        !matches(piecesOfCode(row.idNumberMasked, [term])),
    );
}

function cut(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start > at) pieces.push({ text: text.slice(at, start), match: false });
    pieces.push({ text: text.slice(start, end), match: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), match: false });
  return pieces;
}
