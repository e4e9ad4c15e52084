import type { useTexts } from '#renderer/i18n/index.ts';
import type { CopiesState } from '#shared/contract/index.ts';

type Texts = ReturnType<typeof useTexts>;

/** What runs and how far it is: a line and a share of a hundred; null where the whole is not known. */
export function runningText(
  t: Texts,
  running: NonNullable<CopiesState['running']>,
): { text: string; percent: number | null } {
  const { what, phase, done, total } = running;
  const share = total === 0 ? null : Math.min(100, Math.floor((done / total) * 100));
  const percent = share ?? 0;
  if (what === 'copy') {
    return phase === 'papers'
      ? { text: t('copies.running.copyPapers', { done }), percent: share }
      : { text: t('copies.running.copyDatabase', { percent }), percent: share };
  }
  if (phase === 'papers') return { text: t('copies.running.drillPapers', { done, total }), percent: share };
  return phase === 'checking'
    ? { text: t('copies.running.drillChecking', { done, total }), percent: share }
    : { text: t('copies.running.drillDatabase', { percent }), percent: share };
}
