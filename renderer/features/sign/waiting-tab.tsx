import { Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconWritingSign } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useOfficeClock } from '#renderer/office/index.ts';
import { EmptyState, KeyHint, Section, TextField, useKey, useSignDialog } from '#renderer/ui/index.ts';
import { CandidateRows } from './candidate-rows.tsx';
import { MoreButton } from './more-button.tsx';
import classes from './sign.module.css';
import { usePages } from './use-pages.ts';

/** The papers of a day that wait for a signature: chosen, looked at, and signed with one PIN. */
export function WaitingTab() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const today = useOfficeClock()?.slice(0, 10) ?? null;
  const [wished, setDay] = useState<string | null>(null);
  const [only, setOnly] = useState<'unsigned' | 'all'>('unsigned');
  /** Taken out by hand; what comes in later is in. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const day = wished ?? today ?? '';
  const pages = usePages([...queryKeys.signing, 'candidates', day, only], (cursor, limit) =>
    day === ''
      ? Promise.resolve({ rows: [], nextCursor: null })
      : office.signing.candidates({ day, only, cursor, limit }),
  );
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  // A page of a day that is signed already may be empty, and the next one not.
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  useEffect(() => {
    if (rows.length === 0 && hasNextPage && !isFetching) void fetchNextPage();
  }, [rows.length, hasNextPage, isFetching, fetchNextPage]);
  const chosen = rows.map(({ document }) => document).filter(({ id }) => !left.has(id));
  const { sign, dialog } = useSignDialog();
  const label = t('sign.waiting.signChosen', { count: chosen.length });
  useKey('F2', () => sign(chosen), { label, enabled: chosen.length > 0 });

  function toggle(id: string): void {
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }

  return (
    <Section
      title={t('sign.tabs.waiting')}
      icon={<IconWritingSign size="1.125rem" />}
      aside={
        <Button
          disabled={chosen.length === 0}
          rightSection={<KeyHint keys="F2" onAccent />}
          onClick={() => sign(chosen)}
        >
          {label}
        </Button>
      }
    >
      <Stack gap="xs">
        <Group gap="sm" align="flex-end">
          <TextField
            type="date"
            label={t('sign.waiting.day')}
            value={day}
            {...(today === null ? {} : { max: today })}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('sign.waiting.show')}
            value={only}
            data={(['unsigned', 'all'] as const).map((value) => ({
              value,
              label: t(`sign.waiting.only.${value}`),
            }))}
            onChange={(event) => setOnly(event.currentTarget.value === 'all' ? 'all' : 'unsigned')}
          />
          {rows.length > 0 && (
            <Checkbox
              className={classes.all ?? ''}
              label={t('sign.waiting.chooseAll', { count: rows.length })}
              checked={chosen.length === rows.length}
              indeterminate={chosen.length > 0 && chosen.length < rows.length}
              onChange={() =>
                setLeft(
                  chosen.length === rows.length
                    ? new Set(rows.map(({ document }) => document.id))
                    : new Set(),
                )
              }
            />
          )}
        </Group>
        {pages.error !== null && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {errorText(toOfficeError(pages.error))}
          </Text>
        )}
        {pages.data !== undefined && rows.length === 0 && !hasNextPage && (
          <EmptyState title={t('sign.waiting.none')} text={t('sign.waiting.noneText')} />
        )}
        {rows.length > 0 && <CandidateRows rows={rows} left={left} onToggle={toggle} />}
        <MoreButton pages={pages} />
        {dialog}
      </Stack>
    </Section>
  );
}
