import { IconCalendarDue } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useOfficeClock } from '#renderer/office/index.ts';
import { Section, StateBadge } from '#renderer/ui/index.ts';
import type { OpenDossier } from './dossier-page.tsx';
import classes from './due-card.module.css';
import { Reasons } from './reasons.tsx';

type Dossier = OpenDossier['dossier'];

/** States in which nothing is owed any more. */
const SETTLED: ReadonlySet<Dossier['state']> = new Set([
  'refused',
  'withdrawn',
  'stopped',
  'solved',
  'returned',
]);

/** When the result is due and why, step by step. */
export function DueCard(props: { dossier: Dossier }) {
  const t = useTexts();
  const formats = useFormats();
  const now = useOfficeClock();
  const { due, state, cancelled, atOnce } = props.dossier;
  if (due === null) return null;
  const settled = cancelled !== null || SETTLED.has(state);
  const late = now !== null && !settled && now.slice(0, 16) > due.at;
  const past = cancelled !== null ? 'dueCancelled' : atOnce === true ? 'dueAtOnce' : 'dueSettled';
  return (
    <Section
      title={t('dossier.page.due')}
      icon={<IconCalendarDue size="1.125rem" />}
      badge={
        <>
          {late && <StateBadge tone="bad">{t('dossier.page.overdue')}</StateBadge>}
          {due.provisional && !settled && (
            <StateBadge tone="attention">{t('dossier.page.provisional')}</StateBadge>
          )}
          {due.basis === 'clerk' && <StateBadge tone="neutral">{t('dossier.page.dueByClerk')}</StateBadge>}
        </>
      }
    >
      {settled ? (
        <p className={classes.past}>{t(`dossier.page.${past}`, { due: formats.moment(due.at) })}</p>
      ) : (
        <p className={classes.moment}>{formats.moment(due.at)}</p>
      )}
      {cancelled === null && <Reasons steps={due.steps} />}
    </Section>
  );
}
