import type { OfficeClient } from '#renderer/office/index.ts';

type Opened = Awaited<ReturnType<OfficeClient['dossiers']['get']>>;

/**
 * Does somebody hold a receipt of it, or wait for one, so that a correction must print another in its place? What was
 * handed over at once mostly had none, and gets none by a correction either.
 */
export function hasReceiptOut(opened: {
  dossier: Pick<Opened['dossier'], 'atOnce'>;
  papers: readonly Pick<Opened['papers'][number], 'outcome'>[];
  jobs: readonly unknown[];
}): boolean {
  if (opened.dossier.atOnce !== true) return true;
  return opened.jobs.length > 0 || opened.papers.some(({ outcome }) => outcome !== 'failed');
}
