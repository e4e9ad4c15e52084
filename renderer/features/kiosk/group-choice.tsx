import type { CSSProperties } from 'react';
import { type Language, useTextsIn } from '#renderer/i18n/index.ts';
import type { KioskOptions } from '#shared/contract/index.ts';
import classes from './kiosk.module.css';
import { columnsFor } from './layout.ts';

/** The name in the language of who stands there; in Vietnamese where nobody gave another. */
export function nameIn(named: { name: string; englishName: string }, language: Language): string {
  return language === 'en' && named.englishName !== '' ? named.englishName : named.name;
}

/** First touch: what for. */
export function GroupChoice(props: {
  options: KioskOptions;
  language: Language;
  onTouch: (group: string) => void;
}) {
  const { options, language } = props;
  const t = useTextsIn(language);
  const { wide, upright } = columnsFor(options.groups.length);
  const density = options.groups.length <= 6 ? 'few' : options.groups.length <= 12 ? 'some' : 'many';
  const style = { '--wide': wide, '--upright': upright } as CSSProperties;
  return (
    <>
      <h1 className={classes.title} tabIndex={-1}>
        {t('kiosk.chooseGroup')}
      </h1>
      <div className={classes.groups} style={style} data-density={density}>
        {options.groups.map((group) => (
          <button
            type="button"
            key={group.id}
            className={classes.group}
            onClick={() => props.onTouch(group.id)}
          >
            <span className={classes.letter}>{group.letter}</span>
            <span className={classes.groupText}>
              <span
                className={classes.groupName}
                lang={language === 'en' && group.englishName === '' ? 'vi' : undefined}
              >
                {nameIn(group, language)}
              </span>
              <span className={classes.groupWait}>
                {group.waiting === 0 ? t('kiosk.waitingNone') : t('kiosk.waiting', { count: group.waiting })}
                {group.waiting > 0 &&
                  group.estimateMinutes !== null &&
                  ` · ${t('kiosk.estimate', { minutes: group.estimateMinutes })}`}
              </span>
            </span>
          </button>
        ))}
      </div>
    </>
  );
}
