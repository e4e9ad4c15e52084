import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { Journal } from '../journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { newestByWire } from './parcels-table.ts';
import type { ReadAnswer } from './read-answer.ts';
import { changeStandingInTx, readStanding } from './state-table.ts';
import { SKEW_SHOWN_MS } from './summary.ts';

/** This PC's clock minus the province's, milliseconds; nothing where the answer does not tell. */
export type Skew = { skewMs?: number };

/**
 * What an answer tells of this PC's clock (P14). It is measured where the answer has just come over the wire: to the
 * parcel that left last, and for the first time. Any other answer, on a stick or kept by somebody, tells what time it was
 * when it was written: later than now, this clock is behind by at least as much; earlier, it says nothing at all.
 */
export function skewOf(
  db: ReadableDb,
  { payload, parcel }: ReadAnswer,
  { way, arrivedAt }: { way: 'wire' | 'stick'; arrivedAt: number },
): Skew {
  const skewMs = Math.round(arrivedAt - epochOfOfficeTimestamp(payload.created));
  if (way === 'wire' && parcel.answeredAt === null && parcel.n === newestByWire(db)) return { skewMs };
  const known = readStanding(db).skewMs;
  // A bound within the tolerance would be read as clocks that agree, and one that says less than is known says nothing.
  return skewMs < -SKEW_SHOWN_MS && (known === null || skewMs < known) ? { skewMs } : {};
}

/**
 * Tells a journal that was just opened what was last known of this PC's clock: a restart, perhaps without a line, ends no
 * doubt. To be called before anything is written or judged by the clock.
 */
export function rememberOutsideClock(db: ReadableDb, journal: Pick<Journal, 'noteOutsideClock'>): void {
  journal.noteOutsideClock(readStanding(db).skewMs);
}

/** A person says that this PC's clock is right: what was known of it before holds no more, also after a restart. */
export function forgetOutsideClockInTx(tx: WritableDb): void {
  if (readStanding(tx).skewMs !== null) changeStandingInTx(tx, { skewMs: null });
}
