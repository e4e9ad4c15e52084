import { IconLanguage } from '@tabler/icons-react';
import { useRef } from 'react';
import { type Language, useTextsIn } from '#renderer/i18n/index.ts';
import { StateBadge } from '#renderer/ui/index.ts';
import type { KioskOptions } from '#shared/contract/index.ts';
import classes from './kiosk.module.css';

const HOLD_MS = 3000;

/** Whose kiosk it is, and the other language. A long press on the name leaves it where a person is signed in. */
export function KioskHead(props: {
  options: KioskOptions | undefined;
  language: Language;
  onLanguage: (language: Language) => void;
  onLeave?: () => void;
}) {
  const { options, language, onLeave } = props;
  const t = useTextsIn(language);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = (): void => clearTimeout(timer.current);
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <header className={classes.head}>
      <div
        className={classes.office}
        lang="vi"
        title={onLeave === undefined ? undefined : t('kiosk.hold')}
        onPointerDown={() => {
          release();
          if (onLeave !== undefined) timer.current = setTimeout(onLeave, HOLD_MS);
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
      >
        <span className={classes.authority}>{options?.authority}</span>
        <span className={classes.officeName}>{options?.office}</span>
      </div>
      {options?.sample === true && <StateBadge tone="attention">{t('kiosk.sample')}</StateBadge>}
      <button type="button" className={classes.language} lang={other} onClick={() => props.onLanguage(other)}>
        <IconLanguage aria-hidden size="1.4em" />
        {t('kiosk.otherLanguage')}
      </button>
    </header>
  );
}
