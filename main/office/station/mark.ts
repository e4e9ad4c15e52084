import { z } from 'zod';
import { KnownHead, SerialUsed } from '#shared/journal/index.ts';
import { sha256 } from '../journal/index.ts';

/** The highest serial of a letter of the hall's queue on a day. */
export const TicketUsed = z.object({ day: z.string(), letter: z.string(), serial: z.int().min(1) });
export type TicketUsed = z.infer<typeof TicketUsed>;

/**
 * What is kept outside a database about it: how far its chains have come and which numbers were used. It may lag
 * behind the database by what was written in the last moments, never run ahead of it.
 */
export const Mark = z.object({
  version: z.literal(1),
  /** The first station of the database: the same in every copy of it, and in no other database. */
  origin: z.string(),
  /** The PC; null where its system says nothing of itself. */
  machine: z.string().nullable(),
  /** The database file itself: a copy put in its place is another one. Empty where the drive gives no lasting identity. */
  file: z.string(),
  /** Rises with every mark; of two the higher one holds. */
  count: z.int().min(0),
  /** Written when the office closed: nothing came after it. Otherwise it may lag. */
  exact: z.boolean(),
  at: z.string(),
  heads: z.array(KnownHead),
  /** The highest serial of each agency and day that was used lately. */
  numbers: z.array(SerialUsed),
  /** The last code given, as printed. */
  lastCode: z.string().nullable(),
  /** The highest ticket number of each letter and day; absent in marks of older releases. */
  tickets: z.array(TicketUsed).optional(),
});
export type Mark = z.infer<typeof Mark>;

const Sealed = z.object({ mark: z.unknown(), sha256: z.string() });

/** The mark as it is stored, with a checksum: half a file must not be taken for one. */
export function markText(mark: Mark): string {
  const text = JSON.stringify(mark);
  return `{"mark":${text},"sha256":"${sha256(text)}"}\n`;
}

/** The newest whole mark of this database among the texts; undefined when there is none. */
export function findMark(texts: readonly string[], origin: string): Mark | undefined {
  return texts
    .map(readMark)
    .filter((mark) => mark !== undefined)
    .filter((mark) => mark.origin === origin)
    .sort((left, right) => right.count - left.count)[0];
}

function readMark(text: string): Mark | undefined {
  try {
    const sealed = Sealed.parse(JSON.parse(text));
    if (sha256(JSON.stringify(sealed.mark)) !== sealed.sha256) return undefined;
    return Mark.safeParse(sealed.mark).data;
  } catch {
    return undefined;
  }
}

/** The highest serial of each agency and day of several lists, the last mentioned last; at most `most` of them. */
export function mergeNumbers(lists: readonly (readonly SerialUsed[])[], most = 60): SerialUsed[] {
  const byDay = new Map<string, SerialUsed>();
  for (const used of lists.flat()) {
    const key = `${used.agencyCode} ${used.day}`;
    const before = byDay.get(key);
    byDay.delete(key);
    byDay.set(key, before !== undefined && before.number > used.number ? before : used);
  }
  return [...byDay.values()].slice(-most);
}

/** The highest serial of each letter and day of several lists, the last mentioned last; at most `most` of them. */
export function mergeTickets(lists: readonly (readonly TicketUsed[])[], most = 60): TicketUsed[] {
  const byLetter = new Map<string, TicketUsed>();
  for (const used of lists.flat()) {
    const key = `${used.letter} ${used.day}`;
    const before = byLetter.get(key);
    byLetter.delete(key);
    byLetter.set(key, before !== undefined && before.serial > used.serial ? before : used);
  }
  return [...byLetter.values()].slice(-most);
}
