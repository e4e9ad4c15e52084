import { paperPrinted } from '#shared/journal/index.ts';
import type { Journal } from '../journal/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { type Job, updateJobInTx } from './jobs-table.ts';

type Outcome = 'printed' | 'unknown' | 'failed';

function isOutcome(state: Job['state']): state is Outcome {
  return state === 'printed' || state === 'unknown' || state === 'failed';
}

/**
 * Writes a job's end together with its entry, so that paper and record never disagree. `actor`: who ordered the
 * print, or who answered. A job without an archived PDF has printed nothing and leaves no entry.
 */
export function recordOutcomeInTx(
  tx: WritableDb,
  journal: Journal,
  job: Job,
  told: { by: 'printer' | 'person' | 'restart'; actor: string },
): void {
  updateJobInTx(tx, job);
  if (job.sha256 === null || job.form === null || job.attempts === 0 || !isOutcome(job.state)) return;
  journal.appendInTx(tx, {
    kind: paperPrinted,
    actor: told.actor,
    subject: job.dossierId,
    body: {
      paperId: job.id,
      dossierId: job.dossierId,
      paper: job.paper,
      title: job.title,
      form: job.form,
      sha256: job.sha256,
      printer: job.printerName,
      copies: job.copies,
      revision: job.revision,
      reprint: job.reprint,
      attempt: job.attempts,
      outcome: job.state,
      toldBy: told.by,
      problem: job.problem,
    },
  });
}
