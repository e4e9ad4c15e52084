import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, officeTimestamp, oneAfterAnother } from '#shared/base/index.ts';
import type { KnownHead, SerialUsed } from '#shared/journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { MarkStore } from '../ports.ts';
import { type Mark, markText, mergeNumbers, mergeTickets, type TicketUsed } from './mark.ts';
import { writeBeside } from './mark-beside.ts';

/** Marks follow each other no faster: a burst of receptions must not be slowed by as many small writes. */
const PACE_MS = 250;
/** The mark beside the database is the second witness only. */
const BESIDE_EVERY_MS = 60_000;

/** Keeps the mark in step with the database: always after a commit, never before it, never in a caller's way. */
export type MarkKeeper = {
  /** A commit has moved a chain. */
  touch(): void;
  /** A code was given; call it after the commit. */
  noteCode(code: string, serial: SerialUsed): void;
  /** A number of the hall's queue was given; call it after the commit. */
  noteTicket(ticket: TicketUsed): void;
  /** The highest serial of a letter on a day (`YYYY-MM-DD`) that is known; 0: none. */
  knownTicket(day: string, letter: string): number;
  /** The highest known serials by agency and day, and the last code. */
  known(): { numbers: readonly SerialUsed[]; lastCode: string | null };
  /** Writes the mark now and waits; for moments after which a loss would be a false alarm. */
  flush(): Promise<void>;
  /** False when the last try to write outside failed. */
  isKept(): boolean;
  /** Writes the last, exact mark. */
  close(): Promise<void>;
};

export function createMarkKeeper(options: {
  store: MarkStore | null;
  dataDirectory: string;
  origin: string;
  /** The database file as it is now. */
  file: () => string;
  heads: () => KnownHead[];
  /** What the mark before knew. */
  before: Mark | undefined;
  clock: Clock;
  log: Logger;
}): MarkKeeper {
  const { store, clock, log } = options;
  let count = options.before?.count ?? 0;
  let numbers: SerialUsed[] = options.before?.numbers ?? [];
  let lastCode = options.before?.lastCode ?? null;
  let tickets: TicketUsed[] = options.before?.tickets ?? [];
  let kept = true;
  const file = options.file();
  let besideAt: number | undefined;
  let waiting = false;
  let closed = false;
  const inTurn = oneAfterAnother();

  async function write(exact: boolean): Promise<void> {
    if (store === null) return;
    const now = clock.now();
    count += 1;
    const mark: Mark = {
      version: 1,
      origin: options.origin,
      machine: store.machine,
      // A drive on which it changes under our hands says nothing by it.
      file: options.file() === file ? file : '',
      count,
      exact,
      at: officeTimestamp(now),
      heads: options.heads(),
      numbers,
      lastCode,
      tickets,
    };
    const text = markText(mark);
    try {
      await store.write(options.origin, count % 2 === 0 ? 0 : 1, text);
      kept = true;
    } catch (error) {
      if (kept) log.warn('the mark outside the data could not be written', { error });
      kept = false;
    }
    if (!exact && besideAt !== undefined && Math.abs(now - besideAt) < BESIDE_EVERY_MS) return;
    besideAt = now;
    try {
      writeBeside(options.dataDirectory, text);
    } catch (error) {
      log.warn('the mark beside the data could not be written', { error });
    }
  }

  /** One at a time; what fails is told in the log and tried again with the next one. */
  function enqueue(exact: boolean): Promise<void> {
    return inTurn(() => write(exact)).catch((error: unknown) => log.error('no mark was made', { error }));
  }

  async function writeSoon(): Promise<void> {
    await enqueue(false);
    await pause(PACE_MS, undefined, { ref: false });
  }

  let pacing: Promise<void> | undefined;
  function begin(): void {
    pacing ??= writeSoon().finally(() => {
      pacing = undefined;
      if (!waiting || closed) return;
      waiting = false;
      begin();
    });
  }

  return {
    touch() {
      if (closed) return;
      if (pacing === undefined) begin();
      else waiting = true;
    },
    noteCode(code, serial) {
      numbers = mergeNumbers([numbers, [serial]]);
      lastCode = code;
    },
    noteTicket(ticket) {
      tickets = mergeTickets([tickets, [ticket]]);
    },
    knownTicket: (day, letter) =>
      tickets.find((used) => used.day === day && used.letter === letter)?.serial ?? 0,
    known: () => ({ numbers, lastCode }),
    flush: () => enqueue(false),
    isKept: () => store !== null && kept,
    async close() {
      if (closed) return;
      closed = true;
      await enqueue(true);
    },
  };
}
