import type { PrintResult } from './driver.ts';
import type { Job } from './jobs-table.ts';
import type { JobProblem } from './problems.ts';

/**
 * The life of a print job, as pure steps:
 * waiting → making → printing → printed | unknown | failed; waiting → expired; what is not settled can be retried.
 */

/** Its turn has come: it is made, or dropped when its time has passed (a printer that returns never floods). */
export function takeUp(job: Job, now: number): Job {
  if (now < job.expiresAt) return { ...job, state: 'making', problem: null };
  // What it waited for says what to do.
  const problem = job.problem === 'station-away' ? 'station-expired' : 'expired';
  return { ...job, state: 'expired', problem };
}

/** The PC at whose printer it comes out is not connected: it waits, until its time has passed. */
export function waitForStation(job: Job): Job {
  return { ...job, state: 'waiting', problem: 'station-away' satisfies JobProblem };
}

/** Its PDF lies in the archive. From the commit of this step on, paper may come out. */
export function startPrinting(job: Job, made: { sha256: string; form: string }): Job {
  return { ...job, ...made, state: 'printing', attempts: job.attempts + 1, problem: null };
}

/** The driver has told how it ended. */
export function settle(job: Job, result: PrintResult): Job {
  // It came too late to the PC that prints it: nothing was begun.
  if (result.problem === 'expired') return { ...job, state: 'expired', problem: 'expired' };
  return { ...job, state: result.outcome, problem: result.problem };
}

/** It could not be made or archived; certainly nothing was printed. */
export function giveUp(job: Job, problem: JobProblem): Job {
  return { ...job, state: 'failed', problem };
}

/** Left under way by the last run, or because its state could not be written. Nobody knows about one that was printing. */
export function recover(job: Job): Job {
  if (job.state === 'printing') return { ...job, state: 'unknown', problem: 'interrupted' };
  return job.state === 'making' ? { ...job, state: 'waiting' } : job;
}

/** Whether the loop should have it in hand. */
export function isUnderWay(job: Job): boolean {
  return job.state === 'making' || job.state === 'printing';
}

export function isRetriable(job: Job): boolean {
  if (job.superseded) return false;
  return job.state === 'failed' || job.state === 'unknown' || job.state === 'expired';
}

/** A person wants it printed again: where it is chosen now, with a new time to live. */
export function retryWith(
  job: Job,
  order: Pick<Job, 'actor' | 'station' | 'printerId' | 'printerName' | 'expiresAt'>,
): Job {
  return { ...job, ...order, state: 'waiting', problem: null };
}

/** Whether a person may say how it ended: only where an attempt was made and its end is not known as printed. */
export function isAnswerable(job: Job): boolean {
  return isRetriable(job) && job.attempts > 0 && job.sha256 !== null;
}

/** A person has looked. */
export function answer(job: Job, printed: boolean): Job {
  return printed
    ? { ...job, state: 'printed', problem: null }
    : { ...job, state: 'failed', problem: 'not-printed' satisfies JobProblem };
}
