import { useTexts } from '#renderer/i18n/index.ts';
import { StateBadge } from '#renderer/ui/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { STATE_TONES } from '../dossier-states.ts';

/** How far the dossier has come, and what is still owed, beside its code. */
export function DossierBadges(props: { dossier: Dossier }) {
  const t = useTexts();
  const { atOnce, cancelled, followedBy, missingPapers, slip, state } = props.dossier;
  if (cancelled !== null) return <StateBadge tone="bad">{t('corrections.cancelled')}</StateBadge>;
  if (followedBy !== null) return <StateBadge tone="good">{t('dossier.slip.followed')}</StateBadge>;
  return (
    <>
      {missingPapers.length > 0 && slip === undefined && (
        <StateBadge tone="attention">
          {t('dossier.page.missingCount', { count: missingPapers.length })}
        </StateBadge>
      )}
      <StateBadge tone={STATE_TONES[state]}>
        {t(atOnce === true ? 'dossier.page.atOnce' : `dossier.states.${state}`)}
      </StateBadge>
    </>
  );
}
