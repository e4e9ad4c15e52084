import { Text } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { fileName, Section, StateBadge } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import classes from './province.module.css';

/** The newest stick files, either way. */
export function StickLogSection(props: { sticks: ExchangeOverview['sticks'] }) {
  const t = useTexts();
  const formats = useFormats();
  return (
    <Section title={t('province.stickLog.heading')} icon={<IconUsb size="1.125rem" />}>
      {props.sticks.length === 0 ? (
        <Text size="sm">{t('province.stickLog.none')}</Text>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('province.stickLog.at')}</th>
              <th scope="col">{t('province.stickLog.what')}</th>
              <th scope="col" className={classes.number}>
                {t('province.stickLog.entries')}
              </th>
              <th scope="col">{t('province.stickLog.state')}</th>
            </tr>
          </thead>
          <tbody>
            {props.sticks.map(({ at, kind, file, entries, answered }) => (
              <tr key={`${at} ${file}`}>
                <td>{formats.shortMoment(at)}</td>
                <td>
                  {t(`outbox.sticks.kinds.${kind}`)}
                  <div title={file}>{fileName(file)}</div>
                </td>
                <td className={classes.number}>{formats.number(entries)}</td>
                <td>
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
      )}
    </Section>
  );
}
