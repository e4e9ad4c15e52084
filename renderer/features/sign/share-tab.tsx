import { Stack, Text } from '@mantine/core';
import { IconChartPie } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useOfficeClock } from '#renderer/office/index.ts';
import { Section, TextField } from '#renderer/ui/index.ts';
import { percentOf } from './percent.ts';
import classes from './sign.module.css';

/** Of the dossiers received in a month, how many have something signed; training does not count. */
export function ShareTab() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useErrorText();
  const present = useOfficeClock()?.slice(0, 7) ?? '';
  const [wished, setMonth] = useState<string | null>(null);
  const month = wished ?? present;
  const known = /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
  const { data, error } = useQuery({
    queryKey: [...queryKeys.signing, 'share', month],
    queryFn: () => office.signing.share({ month }),
    enabled: known,
  });
  return (
    <Section title={t('sign.tabs.share')} icon={<IconChartPie size="1.125rem" />}>
      <Stack gap="sm" align="flex-start">
        <TextField
          type="month"
          label={t('sign.share.month')}
          value={month}
          max={present}
          onChange={(event) => setMonth(event.currentTarget.value)}
        />
        {error !== null && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {errorText(toOfficeError(error))}
          </Text>
        )}
        {data !== undefined && (
          <>
            <p className={classes.large} role="status">
              {t('sign.share.of', {
                signed: formats.number(data.signed),
                dossiers: formats.number(data.dossiers),
                percent: percentOf(data.signed, data.dossiers),
              })}
            </p>
            <Text size="sm" c="var(--tram-ink-dim)">
              {t('sign.share.text')}
            </Text>
            {data.fields.length > 0 && (
              <table className={classes.rows}>
                <thead>
                  <tr>
                    <th scope="col">{t('sign.share.field')}</th>
                    <th scope="col" className={classes.number}>
                      {t('sign.share.dossiers')}
                    </th>
                    <th scope="col" className={classes.number}>
                      {t('sign.share.signed')}
                    </th>
                    <th scope="col" className={classes.number}>
                      {t('sign.share.percent')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.fields.map(({ field, dossiers, signed }) => (
                    <tr key={field}>
                      <td>{field}</td>
                      <td className={classes.number}>{formats.number(dossiers)}</td>
                      <td className={classes.number}>{formats.number(signed)}</td>
                      <td className={classes.number}>{percentOf(signed, dossiers)} %</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Stack>
    </Section>
  );
}
