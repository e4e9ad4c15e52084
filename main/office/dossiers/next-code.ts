import { err, ok, type Result } from '#shared/base/index.ts';
import { type DossierCodeFormat, formatDossierCode, normaliseCode } from '#shared/dossier/index.ts';
import type { SerialUsed } from '#shared/journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { findErasedByCode } from './erased-table.ts';
import { findNoSerial, type NoSerial } from './no-serial.ts';
import { type Numbering, nextIn, usableSpans } from './serials.ts';

export type NextCode = { code: string; serial: SerialUsed };

/**
 * The next code of the office's own on a day (`YYYY-MM-DD`), or why there is none. A number
 * whose code is known already (issued elsewhere, entered by hand) is passed over: a code is never given twice,
 * whatever the counters say.
 */
export function findNextCode(
  db: ReadableDb,
  formats: readonly DossierCodeFormat[],
  numbering: Numbering,
  day: string,
): Result<NextCode, NoSerial> {
  const { agencyCode, codeFormat } = numbering;
  const format = formats.find(({ key }) => key === codeFormat);
  if (format === undefined) throw new Error(`unknown code format ${codeFormat}`);
  const spans = usableSpans(db, numbering, day);
  let after = 0;
  for (;;) {
    const number = nextIn(spans, after);
    if (number === undefined) return err(findNoSerial(db, numbering, day));
    const code = formatDossierCode(format, agencyCode, day, number);
    if (!code.ok) return err({ why: code.error.message, helps: 'administrator' });
    if (!isTaken(db, code.value)) return ok({ code: code.value, serial: { agencyCode, day, number } });
    after = number;
  }
}

function isTaken(db: ReadableDb, code: string): boolean {
  const taken = db.find(sql`select 1 from dossier_codes where code_key = ${normaliseCode(code)}`);
  return taken !== undefined || findErasedByCode(db, code) !== undefined;
}
