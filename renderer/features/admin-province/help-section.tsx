import { IconLifebuoy } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import classes from './province.module.css';

const BY_STICK = ['stickSeen', 'stickFiles', 'stickNewest', 'stickSpoken', 'clock', 'wire'] as const;
const TO_JOIN = ['reach', 'wifi', 'address', 'code', 'clock', 'stick'] as const;
const TO_SEND = ['reach', 'wifi', 'address', 'clock', 'revoked', 'sendByStick'] as const;
const STEPS = { wire: TO_JOIN, stick: BY_STICK, joined: TO_SEND } as const;

/** What to try, in order, when nothing works; the last of it always does. */
export function HelpSection(props: { of: keyof typeof STEPS }) {
  const t = useTexts();
  return (
    <Section
      title={t(props.of === 'joined' ? 'province.help.headingJoined' : 'province.help.heading')}
      icon={<IconLifebuoy size="1.125rem" />}
    >
      <ol className={classes.help}>
        {STEPS[props.of].map((step) => (
          <li key={step}>{t(`province.help.steps.${step}`)}</li>
        ))}
      </ol>
    </Section>
  );
}
