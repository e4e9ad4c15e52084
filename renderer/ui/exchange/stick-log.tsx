import { Text } from '@mantine/core';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import { StateBadge } from '../state-badge.tsx';
import classes from './exchange.module.css';
import { fileName } from './file-name.ts';

/** The newest stick files, either way; one that went out waits until its answer is read. */
export function StickLog(props: { sticks: ExchangeOverview['sticks'] }) {
  const t = useTexts();
  const formats = useFormats();
  if (props.sticks.length === 0) return <Text size="sm">{t('outbox.sticks.logNone')}</Text>;
  return (
    <table className={classes.log}>
      <tbody>
        {props.sticks.map(({ at, kind, file, entries, answered }) => (
          <tr key={`${at} ${file}`}>
            <td>
              {t(`outbox.sticks.kinds.${kind}`)}
              {entries > 0 && ` · ${t('outbox.sticks.logEntries', { count: formats.number(entries) })}`}
              <div className={classes.logFile} title={file}>
                {formats.shortMoment(at)} · <span className={classes.path}>{fileName(file)}</span>
              </div>
            </td>
            <td className={classes.answered}>
              {kind !== 'answer-imported' && (
                <StateBadge tone={answered ? 'good' : 'neutral'}>
                  {t(answered ? 'outbox.sticks.answered' : 'outbox.sticks.waiting')}
                </StateBadge>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
