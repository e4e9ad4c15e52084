import { officeDate } from '#shared/base/index.ts';
import type { DeviceProblem } from '#shared/contract/index.ts';
import type { Job } from './jobs-table.ts';
import type { PrintEnd } from './printer.ts';

/**
 * The life of a ticket's order, as pure steps: waiting → printing → printed | unknown; waiting → expired | failed.
 * What is not printed can be ordered again by a person, and by nobody else.
 */

/** So far the clock may be set back before an order counts as older than it seems. */
const CLOCK_SLACK_MS = 60_000;

/** Whether its time is over; also where the clock was set back behind the order: then nobody knows how old it is. */
export function isExpired(job: Job, now: number): boolean {
  return now >= job.expiresAt || now < job.createdAt - CLOCK_SLACK_MS;
}

export function expire(job: Job): Job {
  return { ...job, state: 'expired', problem: 'expired' satisfies DeviceProblem };
}

/** It has to wait, and why. */
export function hold(job: Job, problem: DeviceProblem | null): Job {
  return { ...job, problem };
}

/** From the commit of this step on, paper may come out. */
export function startPrinting(job: Job): Job {
  return { ...job, state: 'printing', attempts: job.attempts + 1, problem: null };
}

/** The printer has told how it ended, or could not. Nothing begun: it waits on, for as long as it lives. */
export function settle(job: Job, end: PrintEnd): Job {
  if (end.outcome === 'printed') return { ...job, state: 'printed', problem: null, settled: true };
  return { ...job, state: end.outcome === 'unknown' ? 'unknown' : 'waiting', problem: end.problem };
}

/** It could not be made; certainly nothing was printed. */
export function giveUp(job: Job): Job {
  return { ...job, state: 'failed', problem: 'internal' satisfies DeviceProblem };
}

/** Left under way by the last run: a person is asked. */
export function recover(job: Job): Job {
  if (job.state !== 'printing') return job;
  return { ...job, state: 'unknown', problem: 'interrupted' satisfies DeviceProblem };
}

/** Whether a person has something to say about it. */
export function isAnswerable(job: Job): boolean {
  return job.state === 'unknown' || job.state === 'expired' || job.state === 'failed';
}

/** A person has looked. Either way the question is closed; another print is another word. */
export function answer(job: Job, printed: boolean): Job {
  return printed
    ? { ...job, state: 'printed', problem: null, settled: true }
    : { ...job, state: 'failed', problem: 'not-printed' satisfies DeviceProblem, settled: true };
}

/** Whether its number is one of today's: numbers begin anew each day, and yesterday's would call somebody else. */
export function isOfToday(job: Job, now: number): boolean {
  return officeDate(job.createdAt) === officeDate(now);
}

/** A person wants it printed again. */
export function retryUntil(job: Job, now: number, expiresAt: number): Job {
  return { ...job, state: 'waiting', problem: null, settled: false, createdAt: now, expiresAt };
}
