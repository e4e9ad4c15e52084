import { Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { FormEnd, notifyDone, StateBadge, TextField, type Tone } from '#renderer/ui/index.ts';
import { OFFICE_PRINTER_ID, type Printer, type PrintSettings } from '#shared/contract/index.ts';
import { TestPage } from './test-page.tsx';

const TONES: Record<Printer['state'], Tone> = {
  ready: 'good',
  busy: 'working',
  stopped: 'bad',
  unknown: 'neutral',
};

/**
 * Printer, layout and folder; nothing changes until it is saved. `counter`: the PC of a counter, which may as well print at
 * the office's own; undefined: that one.
 */
export function PrintForm(props: {
  printers: readonly Printer[];
  settings: PrintSettings;
  counter?: { station: string; connected: boolean } | undefined;
}) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [printerId, setPrinterId] = useState(props.settings.printerId);
  const { counter } = props;
  const station = counter?.station;
  const atOffice = printerId === OFFICE_PRINTER_ID;
  const [layout, setLayout] = useState(props.settings.layout);
  const [pdfFolder, setPdfFolder] = useState(props.settings.pdfFolder);
  const save = useMutation({
    mutationFn: () => office.printing.choose({ printerId, layout, pdfFolder: pdfFolder.trim(), station }),
    onSuccess: () => {
      notifyDone(t('admin.printing.saved'));
      void cache.invalidateQueries({ queryKey: queryKeys.printers });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
    },
  });
  const isSavedGone =
    counter !== undefined &&
    props.settings.printerId !== OFFICE_PRINTER_ID &&
    !props.printers.some(({ id }) => id === props.settings.printerId);
  const failure = save.error === null ? null : toOfficeError(save.error);
  // The office checks the folder by writing into it; whatever fails then is about the folder.
  const aboutFolder =
    failure?.field === 'pdfFolder' ||
    props.printers.some((printer) => printer.id === printerId && printer.kind === 'pdf-folder');

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Radio.Group
          label={t('admin.printing.printer')}
          value={printerId}
          onChange={setPrinterId}
          errorProps={{ role: 'alert' }}
          error={failure !== null && !aboutFolder ? errorText(failure) : undefined}
        >
          <Stack gap="xs" mt="xs">
            {counter !== undefined && (
              <Radio
                value={OFFICE_PRINTER_ID}
                label={t('admin.printing.atOffice')}
                description={t('admin.printing.atOfficeText')}
              />
            )}
            {isSavedGone && (
              <Radio
                value={props.settings.printerId}
                label={props.settings.printerId.replace(/^system:/, '')}
                description={t('admin.printing.notSeen')}
              />
            )}
            {props.printers.map((printer) => (
              <PrinterChoice key={printer.id} printer={printer} />
            ))}
          </Stack>
        </Radio.Group>
        {props.printers.every((printer) => printer.kind === 'pdf-folder') && (
          <Text size="sm" c="dimmed">
            {t(counter?.connected === false ? 'admin.printing.away' : 'admin.printing.none')}
          </Text>
        )}
        {!atOffice && (
          <Radio.Group
            label={t('admin.printing.layout')}
            value={layout}
            onChange={(value) => setLayout(value === 'a4-two' ? 'a4-two' : 'a5')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="a5" label={t('admin.printing.a5')} description={t('admin.printing.a5Text')} />
              <Radio value="a4-two" label={t('admin.printing.a4')} description={t('admin.printing.a4Text')} />
            </Stack>
          </Radio.Group>
        )}
        {counter === undefined && (
          <TextField
            label={t('admin.printing.pdfFolder')}
            description={t('admin.printing.pdfFolderText')}
            value={pdfFolder}
            onChange={(event) => setPdfFolder(event.currentTarget.value)}
            error={aboutFolder && failure !== null ? errorText(failure) : undefined}
          />
        )}
        <TestPage
          key={`${printerId} ${layout}`}
          printerId={printerId}
          layout={layout}
          station={station}
          disabled={atOffice || counter?.connected === false}
        />
        <FormEnd saving={save.isPending} />
      </Stack>
    </form>
  );
}

function PrinterChoice(props: { printer: Printer }) {
  const t = useTexts();
  const { printer } = props;
  const folder = printer.kind === 'pdf-folder';
  return (
    <Radio
      value={printer.id}
      label={
        <>
          {folder ? t('admin.printing.folder') : printer.name}{' '}
          <StateBadge tone={TONES[printer.state]}>{t(`admin.printing.states.${printer.state}`)}</StateBadge>
        </>
      }
      description={folder ? t('admin.printing.folderText') : printer.detail}
    />
  );
}
