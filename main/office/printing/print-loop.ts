import { setImmediate as nextTurn, setImmediate } from 'node:timers/promises';
import type { Archive } from './archive.ts';
import { givenUpOnTheWay, type PrintResult, unknown } from './driver.ts';
import { giveUp, recover, settle, startPrinting, takeUp, waitForStation } from './job-steps.ts';
import {
  findJob,
  findNextJob,
  type Job,
  jobsUnderWay,
  supersedeJobsInTx,
  updateJobInTx,
} from './jobs-table.ts';
import { type MadePaper, makePaper, PaperError } from './make-paper.ts';
import type { PrintingPorts } from './ports.ts';
import type { Printers } from './printers.ts';
import { recordOutcomeInTx } from './record.ts';

/** Takes the jobs of one station one by one, after the commit that ordered them. */
export type PrintLoop = {
  /** There may be something to do. Call it after a commit; cheap when there is not. */
  wake(): void;
  /**
   * Settles jobs that stand as under way although nobody handles them: those of the last run, and those whose next state
   * could not be written. Where the driver told the end, it is that; else a person is asked, or the paper made again.
   * What cannot be written now stays and is tried again.
   */
  settleLeft(): void;
  /** Whether this very job is being made or printed now. */
  handles(jobId: string): boolean;
  /** Gives up a job that is being printed. */
  abort(jobId: string): void;
  /** Lets the paper at the printer finish for a moment, then gives it up; resolves when nothing is under way. */
  close(graceMs: number): Promise<void>;
};

const DRIVER_TIMEOUT_MS = 120_000;
const WRITE_AGAIN_MS = 5_000;
/** A clock that is set forward ends the time to live of what waits, too. */
const LONGEST_LOOK_MS = 30_000;
/** How long a driver that was told to stop may take to say what became of the paper. */
const STOPPING_MS = 15_000;

export function createPrintLoop(
  ports: PrintingPorts,
  parts: {
    archive: Archive;
    printers: Printers;
    announce: (job: Job) => void;
    /** Whether the PC at which papers come out is not connected now; left out: it is this one. */
    isAway?: () => boolean;
  },
): PrintLoop {
  const { db, journal, clock, station, log, driverTimeoutMs = DRIVER_TIMEOUT_MS } = ports;
  const { writeAgainMs = WRITE_AGAIN_MS } = ports;
  const { archive, printers, announce, isAway = () => false } = parts;
  let closing = false;
  let woken = false;
  let running: Promise<void> | undefined;
  let current: { id: string; control: AbortController } | undefined;
  /** What the last run left is settled like what could not be written in this one. */
  let left = true;
  let again: NodeJS.Timeout | undefined;
  let expiring: NodeJS.Timeout | undefined;
  /** Ends that a driver told and that are not written yet. */
  const told = new Map<string, Job>();

  /** One commit per step, so that a power cut leaves the state that is true. */
  function write(job: Job): Job {
    db.transaction((tx) => {
      updateJobInTx(tx, job);
      tx.afterCommit(() => announce(job));
    });
    return job;
  }

  function record(job: Job, by: 'printer' | 'restart'): void {
    db.transaction((tx) => {
      recordOutcomeInTx(tx, journal, job, { by, actor: job.actor });
      tx.afterCommit(() => announce(job));
    });
  }

  function settleLeft(): void {
    left = false;
    for (const job of jobsUnderWay(db, station)) {
      if (job.id === current?.id) continue;
      const end = told.get(job.id);
      try {
        record(end ?? recover(job), end === undefined ? 'restart' : 'printer');
        told.delete(job.id);
      } catch (error) {
        // One that can never be written must not keep the others from being printed.
        log.error('a print job could not be settled', { job: job.id, error });
        wakeLater();
      }
    }
  }

  function wakeLater(): void {
    left = true;
    clearTimeout(again);
    if (!closing) again = setTimeout(wake, writeAgainMs).unref();
  }

  async function print(job: Job, paper: MadePaper, control: AbortController): Promise<PrintResult> {
    const { driver, name } = printers.driverOf(job.printerId);
    const signal = AbortSignal.any([control.signal, AbortSignal.timeout(driverTimeoutMs)]);
    const order = {
      ...{ id: `${job.id}.${job.attempts}`, expiresAt: job.expiresAt, pdf: paper.pdf, signal },
      ...{ printer: name, copies: job.copies, title: job.code },
    };
    const silent = new Promise<PrintResult>((resolve) => {
      const stopped = () => setTimeout(() => resolve(givenUpOnTheWay(signal)), STOPPING_MS).unref();
      signal.addEventListener('abort', stopped, { once: true });
    });
    const answer = driver
      .print({ ...order, paper: job.layout === 'a5' ? 'A5' : 'A4' })
      .catch((error: unknown): PrintResult => {
        log.error('a printer driver failed', { job: job.id, error });
        return unknown('printer-silent');
      });
    return Promise.race([answer, silent]);
  }

  function drop(job: Job): void {
    db.transaction((tx) => {
      supersedeJobsInTx(tx, job.dossierId, job.revision + 1);
      tx.afterCommit(() => announce(findJob(db, job.id) ?? job));
    });
  }

  /** Whether its PC is away; then it waits for it, for as long as it lives. `wake` when it is back. */
  function mustWait(job: Job, made: Pick<MadePaper, 'sha256' | 'form'> | null): boolean {
    const left = job.expiresAt - clock.now();
    if (left <= 0 || !isAway()) return false;
    if (job.state !== 'waiting' || job.problem !== 'station-away') {
      write(waitForStation(made === null ? job : { ...job, sha256: made.sha256, form: made.form }));
    }
    clearTimeout(expiring);
    expiring = setTimeout(wake, Math.min(left, LONGEST_LOOK_MS)).unref();
    return true;
  }

  async function perform(waiting: Job): Promise<void> {
    const control = new AbortController();
    current = { id: waiting.id, control };
    told.delete(waiting.id);
    if (ports.papers.isSuperseded(waiting)) return drop(waiting);
    if (mustWait(waiting, null)) return;
    const job = write(takeUp(waiting, clock.now()));
    if (job.state !== 'making') return;
    let paper: MadePaper;
    try {
      paper = await makePaper(ports, archive, job);
    } catch (error) {
      const problem = error instanceof PaperError ? error.code : 'internal';
      log.error('a paper could not be made', { job: job.id, problem, error });
      // Closing is no fault of the paper: it goes on at the next start.
      if (!closing) write(giveUp(job, problem));
      return;
    }
    if (control.signal.aborted) {
      write(giveUp(job, 'cancelled'));
      return;
    }
    if (closing) return;
    // Corrected or cancelled while it was drawn: an old paper must not come out behind the new one.
    if (ports.papers.isSuperseded(job)) return drop(write(giveUp(job, 'superseded')));
    // The PC went away while it was drawn.
    if (mustWait(job, paper)) return;
    const printing = write(startPrinting(job, paper));
    const end = settle(printing, await print(printing, paper, control));
    told.set(end.id, end);
    record(end, 'printer');
    told.delete(end.id);
  }

  async function run(): Promise<void> {
    // Whoever committed the order answers the clerk first; the paper's own commits come after that.
    await nextTurn();
    if (left) settleLeft();
    while (!closing) {
      const job = findNextJob(db, station);
      if (job === undefined) return;
      try {
        await perform(job);
      } catch (error) {
        // Disk full or database busy: the job is taken up again by settleLeft, not in this turn.
        log.error('the state of a print job could not be written', { job: job.id, error });
        wakeLater();
      } finally {
        current = undefined;
      }
      // A job that could not even be written stays as it is; going on would turn in a circle.
      if (findJob(db, job.id)?.state === 'waiting') return;
    }
  }

  function wake(): void {
    if (closing) return;
    if (running !== undefined) {
      woken = true;
      return;
    }
    // In a turn of its own: the commit that ordered the paper answers its screen before the next one is written.
    running = setImmediate()
      .then(run)
      .catch((error: unknown) => {
        log.error('the printing loop stopped', { error });
        wakeLater();
      })
      .finally(() => {
        running = undefined;
        // Ordered while the last job ended.
        if (!closing && woken) {
          woken = false;
          wake();
        }
      });
  }

  return {
    wake,
    handles: (jobId) => current?.id === jobId,
    settleLeft() {
      settleLeft();
      wake();
    },
    abort(jobId) {
      if (current?.id === jobId) current.control.abort();
    },
    async close(graceMs) {
      closing = true;
      clearTimeout(again);
      clearTimeout(expiring);
      const giveUpLater = setTimeout(() => current?.control.abort(), graceMs);
      await running;
      clearTimeout(giveUpLater);
    },
  };
}
