import { IconFileAlert } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { DossierSlip, Gap } from '#shared/dossier/index.ts';
import { Fact, Facts } from './facts.tsx';
import { reasonText } from './mending-notices.tsx';
import classes from './slip-card.module.css';

/** What the slip says: everything that is missing or wrong, why, and until when it is best brought. */
export function SlipCard(props: { slip: DossierSlip }) {
  const t = useTexts();
  const formats = useFormats();
  const { kind, gaps, reason, until } = props.slip;
  return (
    <Section title={t(`dossier.slip.kinds.${kind}`)} icon={<IconFileAlert size="1.125rem" />}>
      {gaps.length > 0 && (
        <>
          <h3 className={classes.lead}>{t('dossier.slip.gaps', { count: gaps.length })}</h3>
          <ol className={classes.gaps}>
            {gaps.map((gap, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two gaps may read the same; their order is fixed
              <li key={index}>
                {gap.text}
                <Counts gap={gap} />
              </li>
            ))}
          </ol>
        </>
      )}
      <Facts>
        <Fact label={t('dossier.slip.reason')} wide>
          {reasonText(reason)}
        </Fact>
        <Fact label={t('dossier.slip.until')}>{until === null ? null : formats.date(until)}</Fact>
      </Facts>
    </Section>
  );
}

/** How many are asked for, as the paper says it: "01 bản chính, 02 bản sao". */
function Counts(props: { gap: Gap }) {
  const t = useTexts();
  const { originals, copies } = props.gap;
  const counts = [
    originals > 0 && t('dossier.slip.originals', { count: String(originals).padStart(2, '0') }),
    copies > 0 && t('dossier.slip.copies', { count: String(copies).padStart(2, '0') }),
  ].filter((part) => part !== false);
  return counts.length === 0 ? null : <span className={classes.counts}> – {counts.join(', ')}</span>;
}
