import type { ReadableDb } from '../storage/index.ts';
import { findRegisterDoubt } from './freezes-table.ts';
import { findNextNumber } from './serials.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Two to the power of 30: six characters. */
const TAGS = 2 ** 30;

/** Six characters that tell this station's own numbers from those of any other station of the office. */
export function tagOfStation(station: string): string {
  // The tail of a station id is chance; its head is time.
  let rest = Number.parseInt(station.replace(/[^0-9a-f]/g, '').slice(-12), 16) % TAGS;
  let tag = '';
  for (let index = 0; index < 6; index += 1) {
    tag = CROCKFORD.charAt(rest % 32) + tag;
    rest = Math.floor(rest / 32);
  }
  return tag;
}

/**
 * The next provisional code of a station on a day (`YYYY-MM-DD`): TAM.K7F3QX-261121-0001. It has the build of a dossier
 * code, so that it is printed, scanned and found like one, and begins with a word that says what it is. Its numbers
 * are the station's own: no other copy of this office can give the same.
 */
export function nextProvisionalCode(
  db: ReadableDb,
  station: string,
  day: string,
): { code: string; serial: { agencyCode: string; day: string; number: number } } {
  const agencyCode = `TAM.${tagOfStation(station)}`;
  const number = findNextNumber(db, agencyCode, day);
  const code = `${agencyCode}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`;
  return { code, serial: { agencyCode, day, number } };
}

/** Whether a text was meant as a provisional code. */
export function looksProvisional(text: string): boolean {
  return /^\s*TAM[.\s-]/i.test(text);
}

/**
 * The volume of a book of slips (`HDHS/2026`) that a station writes into on a day, and the tag that stands in its numbers:
 * null unless another copy of this office may have used them.
 */
export function slipVolume(
  db: ReadableDb,
  station: string,
  day: string,
  book: string,
): { volume: string; tag: string | null } {
  const year = day.slice(0, 4);
  const tag = findRegisterDoubt(db, year) ? tagOfStation(station) : null;
  return { volume: `${tag === null ? book : `${book}.${tag}`}/${year}`, tag };
}

/** The volume of the register that a station writes into on a day. In doubt it opens its own, as numbers must be. */
export function registerVolume(db: ReadableDb, station: string, day: string): string {
  const year = day.slice(0, 4);
  return findRegisterDoubt(db, year) ? `${tagOfStation(station)}/${year}` : `01/${year}`;
}
