import { z } from 'zod';
import { LAST_SERIAL, nextSerial, type QueueGroup } from '#shared/queue/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import type { Hall } from './hall.ts';
import { lastSerial } from './tickets-table.ts';

/** The mark outside is written a moment after each commit; a power cut in between hides no more numbers than these. */
const UNSEEN = 20;

/**
 * The next serial of a group on a day; null where its numbers are used up. Where an older copy of the database was put
 * back on that day, numbers given since the copy are unknown here and in people's hands: numbering goes on behind what is
 * known outside, and in any case behind half of what was left, so that also a copy put back on another PC repeats none.
 */
export function findNextSerial(hall: Hall, db: ReadableDb, day: string, group: QueueGroup): number | null {
  const last = lastSerial(db, day, group.letter, group.id);
  const { known, doubtedAt } = hall.numbersOutside(db, day, group.letter);
  return nextSerial(
    Math.max(
      last,
      known > last ? known + UNSEEN : 0,
      doubtedAt === null ? 0 : halfOfRest(serialBefore(db, day, group.letter, doubtedAt)),
    ),
  );
}

function halfOfRest(last: number): number {
  return last + Math.ceil((LAST_SERIAL - last) / 2);
}

const Row = z.object({ serial: z.int().nullable() });

/** The highest serial of a letter that was given on a day before the entry at `position`; 0: none. */
function serialBefore(db: ReadableDb, day: string, letter: string, position: number): number {
  const raw = db.find(sql`
    select max(serial) as serial from queue_tickets where day = ${day} and letter = ${letter} and n < ${position}`);
  return Row.parse(raw).serial ?? 0;
}
