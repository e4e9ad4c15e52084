import { dossierReceived } from '#shared/journal/index.ts';
import { kindAfter } from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';

/**
 * How many dossiers were received after a position, up to `most`; asked after every commit, so only what is new since
 * the last question is looked at, and never more than `most` asks for.
 */
export function createDossiersSince(db: ReadableDb): (after: number, most: number) => number {
  let known = { after: -1, upTo: -1, count: 0 };
  return (after, most) => {
    if (most === 0) return 0;
    if (known.after !== after) known = { after, upTo: after, count: 0 };
    if (known.count < most) {
      const { count, last } = kindAfter(db, dossierReceived.kind, known.upTo, most - known.count);
      known = { after, upTo: last, count: known.count + count };
    }
    return known.count;
  };
}
