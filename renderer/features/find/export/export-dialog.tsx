import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog, ProgressWithStop } from '#renderer/ui/index.ts';
import type { DossierFilters } from '#shared/contract/index.ts';
import { collectCsv } from './collect.ts';
import { useColumns } from './use-columns.ts';

/** The most that the office gives in one answer. */
const PAGE_SIZE = 100;

type State =
  | { phase: 'collecting'; rows: number }
  | { phase: 'ready'; rows: number; slips: number; address: string }
  | { phase: 'failed'; reason: string };

/** All that was found as a file for spreadsheets. Collecting begins at once, shows how far it is, and can be stopped. */
export function ExportDialog(props: {
  query: string;
  filters: DossierFilters;
  /** The office's day (`YYYY-MM-DD`), for the file's name. */
  day: string;
  onClose: () => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const office = useOffice();
  const columns = useColumns();
  const [state, setState] = useState<State>({ phase: 'collecting', rows: 0 });
  const asked = useRef({ ...props, office, columns, errorText });

  useEffect(() => {
    const { query, filters, office: asker, columns: shape, errorText: inWords } = asked.current;
    const stopping = new AbortController();
    let address: string | null = null;
    collectCsv({
      search: (cursor) =>
        asker.dossiers.search({ query, filters, cursor, limit: PAGE_SIZE }, { signal: stopping.signal }),
      heading: shape.heading,
      cellsOf: shape.cellsOf,
      onProgress: (rows) => setState({ phase: 'collecting', rows }),
      signal: stopping.signal,
    }).then(
      ({ parts, rows, slips }) => {
        address = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }));
        if (stopping.signal.aborted) URL.revokeObjectURL(address);
        else setState({ phase: 'ready', rows, slips, address });
      },
      (thrown: unknown) => {
        if (stopping.signal.aborted) return;
        setState({ phase: 'failed', reason: inWords(toOfficeError(thrown)) });
      },
    );
    return () => {
      stopping.abort();
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, []);

  return (
    <Dialog opened onClose={props.onClose} title={t('export.title')}>
      <Stack gap="md">
        <Text size="sm">{t('export.what', { columns: columns.heading.join(', ') })}</Text>
        {state.phase === 'collecting' && (
          <ProgressWithStop
            label={t('export.collecting', { count: formats.number(state.rows) })}
            percent={null}
            onStop={props.onClose}
          />
        )}
        {state.phase === 'failed' && (
          <Alert color="red" role="alert">
            {t('export.failed', { reason: state.reason })}
          </Alert>
        )}
        {state.phase === 'ready' && (
          <>
            <Text role="status">
              {t(state.slips === 0 ? 'export.ready' : 'export.readySlips', {
                count: formats.number(state.rows - state.slips),
                slips: formats.number(state.slips),
              })}
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={props.onClose}>
                {t('common.close')}
              </Button>
              <Button
                ref={(button: HTMLAnchorElement | null) => button?.focus()}
                component="a"
                href={state.address}
                download={`ho-so-${props.day}.csv`}
              >
                {t('export.save')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Dialog>
  );
}
