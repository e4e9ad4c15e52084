import { Button } from '@mantine/core';
import { IconDownload, IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, ProgressWithStop, paths, Section, useKey } from '#renderer/ui/index.ts';
import { type Certified, totalsOf } from './certified.ts';
import classes from './certify-page.module.css';
import { focusToday, TodayList } from './today-list.tsx';
import { useTill } from './use-till.ts';
import type { Today } from './use-today.ts';

/** What was recorded today: the sums, the list, mending the chosen line, and the file for the till. */
export function TodaySection(props: { lines: readonly Certified[]; day: string | null; today: Today }) {
  const t = useTexts();
  const formats = useFormats();
  const navigate = useNavigate();
  const { lines, today } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const { exportDay, reading, stop } = useTill(lines, props.day, today);
  const isCut = !today.isPending && !today.isError && !today.isWhole;

  useKey('Ctrl+ArrowDown', focusToday, { label: t('certify.keys.list') });
  useKey('Alt+E', exportDay, { label: t('certify.keys.export') });
  useKey('Alt+S', () => chosen !== null && void navigate(paths.correctDossier(chosen)), {
    label: t('certify.keys.correct'),
    enabled: chosen !== null,
  });
  useKey('Alt+Y', () => chosen !== null && void navigate(paths.cancelDossier(chosen)), {
    label: t('certify.keys.cancel'),
    enabled: chosen !== null,
  });

  const totals = totalsOf(lines);
  return (
    <Section
      grow
      title={t('certify.today')}
      icon={<IconListCheck size="1.2rem" stroke={1.7} />}
      badge={
        <strong className={classes.totals} data-pending={today.isPending || undefined} data-totals>
          {t(isCut ? 'certify.totalsNewest' : 'certify.totals', {
            requests: formats.number(totals.requests),
            copies: formats.number(totals.copies),
            amount: formats.money(totals.amount),
          })}
        </strong>
      }
      aside={
        lines.length > 0 && (
          <span className={classes.aside}>
            {chosen === null ? (
              <span>
                <KeyHint keys="Ctrl+ArrowDown" /> {t('certify.listHint')}
              </span>
            ) : (
              <>
                <span>
                  <KeyHint keys="Enter" /> {t('certify.openHint')}
                </span>
                <span>
                  <KeyHint keys="Alt+S" /> {t('certify.correctHint')}
                </span>
                <span>
                  <KeyHint keys="Alt+Y" /> {t('certify.cancelHint')}
                </span>
              </>
            )}
            <Button
              leftSection={<IconDownload aria-hidden size="1rem" stroke={1.8} />}
              onClick={exportDay}
              rightSection={<KeyHint keys="Alt+E" />}
              size="compact-sm"
              variant="default"
            >
              {t('certify.export')}
            </Button>
          </span>
        )
      }
    >
      {reading !== null && (
        <ProgressWithStop
          label={t('certify.exportReading', { requests: formats.number(reading) })}
          onStop={stop}
          percent={null}
        />
      )}
      <TodayList
        failed={today.isError}
        lines={lines}
        onChoose={setChosen}
        onRetry={today.refetch}
        pending={today.isPending}
      />
    </Section>
  );
}
