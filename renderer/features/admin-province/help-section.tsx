import { IconLifebuoy } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import classes from './province.module.css';

const STEPS = ['reach', 'wifi', 'address', 'code', 'clock', 'stick'] as const;

/** What to try, in order, when nothing works; the last of it always does. */
export function HelpSection() {
  const t = useTexts();
  return (
    <Section title={t('province.help.heading')} icon={<IconLifebuoy size="1.125rem" />}>
      <ol className={classes.help}>
        {STEPS.map((step) => (
          <li key={step}>{t(`province.help.steps.${step}`)}</li>
        ))}
      </ol>
    </Section>
  );
}
