import { useTexts } from '#renderer/i18n/index.ts';
import { useOfficeClock } from '#renderer/office/index.ts';
import type { SigningSettings } from '#shared/contract/index.ts';
import rules from '../../../resources/signing/appearance.json';
import classes from './tokens.module.css';

/** The first page as it will be marked, in small: the office's mark top right, the person's block below the text. */
export function MarkPreview(props: { settings: SigningSettings; fallback: string }) {
  const t = useTexts();
  const now = useOfficeClock();
  const { organisation, person } = props.settings;
  const name = organisation.name.trim() === '' ? props.fallback : organisation.name;
  const time = `${(now ?? '2026-11-22T08:00:00').slice(0, 19)}+07:00`;
  return (
    <figure className={classes.preview}>
      <figcaption className={classes.dim}>{t('tokens.marks.preview')}</figcaption>
      <div className={classes.sheet} translate="no" lang="vi">
        {organisation.enabled && (
          <div className={classes.organisation}>
            {organisation.sealPng !== null && (
              <img
                alt={t('tokens.marks.seal')}
                src={`data:image/png;base64,${organisation.sealPng}`}
                style={{ width: `calc(${organisation.sealMillimetres} * var(--mm))` }}
              />
            )}
            <span>
              {rules.organisation.nameLabel}
              {name}
              <br />
              {rules.organisation.timeLabel}
              {time}
            </span>
          </div>
        )}
        <div className={classes.lines} aria-hidden>
          {['90%', '97%', '85%', '94%', '60%'].map((width) => (
            <i key={width} style={{ width }} />
          ))}
        </div>
        {person.enabled && (
          <div className={classes.person}>
            {person.title !== '' && <strong>{person.title}</strong>}
            <span>{t('tokens.marks.samplePerson')}</span>
            <span>{time}</span>
          </div>
        )}
      </div>
    </figure>
  );
}
