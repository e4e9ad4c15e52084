import { IconLifebuoy } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import classes from './province.module.css';

const TO_JOIN = ['reach', 'wifi', 'address', 'code', 'clock', 'stick'] as const;
const TO_SEND = ['reach', 'wifi', 'address', 'clock', 'revoked', 'sendByStick'] as const;

/** What to try, in order, when nothing works; the last of it always does. */
export function HelpSection(props: { joined: boolean }) {
  const t = useTexts();
  return (
    <Section
      title={t(props.joined ? 'province.help.headingJoined' : 'province.help.heading')}
      icon={<IconLifebuoy size="1.125rem" />}
    >
      <ol className={classes.help}>
        {(props.joined ? TO_SEND : TO_JOIN).map((step) => (
          <li key={step}>{t(`province.help.steps.${step}`)}</li>
        ))}
      </ol>
    </Section>
  );
}
