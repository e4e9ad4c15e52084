import { IconHistory } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { OpenDossier } from './dossier-page.tsx';
import classes from './history-card.module.css';

/** What happened, in plain words, newest first. */
export function HistoryCard(props: { history: OpenDossier['history'] }) {
  const t = useTexts();
  const formats = useFormats();
  return (
    <Section title={t('dossier.page.history')} icon={<IconHistory size="1.125rem" />}>
      <ol className={classes.items}>
        {props.history.map((item) => (
          <li key={`${item.at} ${item.kind} ${item.text}`} className={classes.item}>
            <span>{item.text}</span>
            {item.details.length > 0 && (
              <ul className={classes.details}>
                {item.details.map((detail) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            )}
            <span className={classes.when}>
              {formats.moment(item.at)} · {item.actor}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
