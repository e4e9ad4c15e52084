import { IconArrowLeft } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { type Language, useTextsIn } from '#renderer/i18n/index.ts';
import type { KioskOptions } from '#shared/contract/index.ts';
import { CountdownLine } from './countdown-line.tsx';
import { nameIn } from './group-choice.tsx';
import classes from './kiosk.module.css';
import type { Countdown } from './use-countdown.ts';

/** Second touch: ordinary, or why earlier. No name is asked for. */
export function GroundChoice(props: {
  options: KioskOptions;
  group: string;
  language: Language;
  countdown: Countdown;
  onTouch: (ground: string | null) => void;
  onBack: () => void;
}) {
  const { options, language } = props;
  const t = useTextsIn(language);
  const style = {
    '--wide': options.priorities.length <= 10 ? 2 : 3,
    '--upright': options.priorities.length <= 8 ? 1 : 2,
  } as CSSProperties;
  const group = options.groups.find((one) => one.id === props.group);
  return (
    <>
      <h1 className={classes.title} tabIndex={-1}>
        {group !== undefined && <span className={classes.letter}>{group.letter}</span>}
        {group === undefined ? t('kiosk.title') : nameIn(group, language)}
      </h1>
      <div className={classes.grounds}>
        <button type="button" className={classes.ordinary} onClick={() => props.onTouch(null)}>
          <span className={classes.ordinaryName}>{t('kiosk.ordinary')}</span>
          <span className={classes.groupWait}>{t('kiosk.ordinaryText')}</span>
        </button>
        <section className={classes.priorities} aria-labelledby="kiosk-priorities">
          <h2 id="kiosk-priorities" className={classes.subtitle}>
            {t('kiosk.priorities')}
          </h2>
          <p className={classes.quiet}>{t('kiosk.prioritiesText')}</p>
          <div className={classes.groundList} style={style}>
            {options.priorities.map((ground) => (
              <button
                type="button"
                key={ground.id}
                className={classes.ground}
                lang={language === 'en' && ground.englishName === '' ? 'vi' : undefined}
                onClick={() => props.onTouch(ground.id)}
              >
                {nameIn(ground, language)}
              </button>
            ))}
          </div>
        </section>
      </div>
      <footer className={classes.foot}>
        <button type="button" className={classes.back} onClick={props.onBack}>
          <IconArrowLeft aria-hidden size="1.2em" />
          {t('kiosk.back')}
        </button>
        <CountdownLine countdown={props.countdown} language={language} />
      </footer>
    </>
  );
}
