import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#shared/base/index.ts';
import type { DeviceProblem } from '#shared/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Database } from '../../storage/index.ts';
import { within } from '../transport.ts';
import { createAlarm } from './alarm.ts';
import { expire, giveUp, hold, isExpired, recover, settle, startPrinting } from './job-steps.ts';
import { findJob, type Job, jobsAtPrinter, OrderedPaper, updateJobInTx } from './jobs-table.ts';
import type { PrinterCheck, TicketBytes, TicketPrinter } from './printer.ts';

/** What the loop works with; `station`'s orders only. */
export type LoopPorts = {
  db: Database;
  clock: Clock;
  station: string;
  /** Called between two tickets, before each step. */
  tidy(): void;
  /** The printer of the present settings, null where none is chosen. Asked before each step; an old one is closed first. */
  printer(): Promise<TicketPrinter | null>;
  compose(paper: OrderedPaper): Promise<TicketBytes>;
  /** Called after each commit that changed a job. */
  announce(job: Job): void;
  /** Told after each look at the printer. */
  note(check: PrinterCheck | null): void;
  log: Logger;
  timing: LoopTiming;
};

/** Milliseconds. */
export type LoopTiming = {
  /** Between two looks at a printer that can't print while a ticket waits. */
  readonly retryMs: number;
  /** Between two looks at one that nothing waits for. */
  readonly watchMs: number;
  /** Before a state that could not be written (disk full) is written again. */
  readonly writeAgainMs: number;
};

export const USUAL_LOOP: LoopTiming = { retryMs: 1_000, watchMs: 5_000, writeAgainMs: 3_000 };

/** A printer in the network serves others, too: it is looked at each 30 s, and let go of at once. */
const SELDOM = 6;

/** Prints tickets one after the other, in the order of their numbers. */
export type JobLoop = {
  /** There may be something to do. */
  wake(): void;
  /** Lets the ticket at the printer come out, then gives it up with `giveUpPrinter`; resolves when the loop has ended. */
  close(graceMs: number, giveUpPrinter: () => Promise<void>): Promise<void>;
};

export function startJobLoop(ports: LoopPorts): JobLoop {
  const { db, clock, station, log, timing } = ports;
  const alarm = createAlarm();
  let closing = false;

  /** One commit per step, so that a power cut leaves the state that is true. */
  function write(job: Job): void {
    db.transaction((tx) => {
      updateJobInTx(tx, job);
      tx.afterCommit(() => ports.announce(job));
    });
  }

  /** An end must be written before anything else is printed; what closing leaves unwritten is asked about at the start. */
  async function writeSurely(job: Job): Promise<void> {
    for (;;) {
      try {
        write(job);
        return;
      } catch (error) {
        log.error('how a ticket was printed could not be written', { job: job.id, error });
        if (closing) return;
        await alarm.wait(timing.writeAgainMs);
      }
    }
  }

  /** Drops what is too old; the first of those that remain. */
  function nextJob(): Job | undefined {
    let next: Job | undefined;
    for (const job of jobsAtPrinter(db, station)) {
      // Between two tickets none is at the printer: this one was, and its end could not be written.
      if (job.state === 'printing') write(recover(job));
      if (job.state !== 'waiting') continue;
      if (isExpired(job, clock.now())) write(expire(job));
      else next ??= job;
    }
    return next;
  }

  function explain(job: Job, problem: DeviceProblem | null): void {
    if (job.problem !== problem) write(hold(job, problem));
  }

  async function print(printer: TicketPrinter, job: Job): Promise<void> {
    let ticket: TicketBytes;
    try {
      ticket = await ports.compose(OrderedPaper.parse(JSON.parse(job.paper)));
    } catch (error) {
      log.error('a ticket could not be made', { job: job.id, error });
      write(giveUp(job));
      return;
    }
    const present = findJob(db, job.id);
    if (closing || present?.state !== 'waiting' || isExpired(present, clock.now())) return;
    const printing = startPrinting(present);
    write(printing);
    const order = { id: `${printing.id}.${printing.attempts}`, expiresAt: printing.expiresAt };
    await writeSurely(settle(printing, await printer.print(ticket, order)));
  }

  /** One step; how long to wait before the next. */
  async function step(): Promise<number> {
    ports.tidy();
    const printer = await ports.printer();
    const waiting = nextJob();
    if (printer === null) {
      ports.note(null);
      if (waiting !== undefined) explain(waiting, 'not-chosen');
      return waiting === undefined ? timing.watchMs : timing.retryMs;
    }
    const check = await printer.check();
    if (closing) return 0;
    ports.note(check);
    // Looked up again: the look at the printer may have taken seconds.
    const job = nextJob();
    if (job === undefined) return timing.watchMs * ((await printer.rest()) ? SELDOM : 1);
    if (!check.canPrint) {
      explain(job, check.problem);
      return Math.max(1, Math.min(timing.retryMs, job.expiresAt - clock.now()));
    }
    await print(printer, job);
    return 0;
  }

  async function run(): Promise<void> {
    while (!closing) {
      // Whoever committed an order answers first.
      await nextTurn();
      let waitMs = timing.retryMs;
      try {
        waitMs = await step();
      } catch (error) {
        log.error('a ticket could not be printed', { error });
      }
      if (!closing) await alarm.wait(waitMs);
    }
  }

  const running = run();
  return {
    wake: () => alarm.ring(),
    async close(graceMs, giveUpPrinter) {
      closing = true;
      alarm.ring();
      await within(running, graceMs);
      await giveUpPrinter();
      await running;
    },
  };
}
