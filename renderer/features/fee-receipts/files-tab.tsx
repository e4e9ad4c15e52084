import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useSession } from '#renderer/office/index.ts';
import { notifyDone, notifyProblem, Section, useReceiptWrite } from '#renderer/ui/index.ts';
import type { ImportedLine } from '#shared/contract/index.ts';
import classes from './fee-receipts.module.css';
import { saveFile } from './save-file.ts';

/** What goes to the provider as a file, and the numbers that come back in one. */
export function FilesTab() {
  return (
    <Stack gap="md">
      <ExportSection />
      <ImportSection />
    </Stack>
  );
}

function ExportSection() {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const session = useSession();
  const [all, setAll] = useState(false);
  const write = useReceiptWrite(
    (fees, asked: { format: 'csv' | 'json'; which: 'new' | 'all' }) => fees.exportWaiting(asked),
    ({ content, name, count, amount, left }) => {
      if (count === 0) return notifyDone(t('feeReceipts.files.nothing'));
      saveFile(content, name);
      const more = left === 0 ? '' : ` ${t('feeReceipts.files.left', { count: formats.number(left) })}`;
      notifyDone(
        t('feeReceipts.files.exported', { count: formats.number(count), amount: formats.money(amount) }) +
          more,
      );
    },
  );
  const take = (format: 'csv' | 'json'): void =>
    write.mutate(
      { format, which: all ? 'all' : 'new' },
      { onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))) },
    );
  const allowed = session.user?.role === 'administrator';
  return (
    <Section title={t('feeReceipts.files.export')} icon={<IconDownload size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('feeReceipts.files.exportText')}</Text>
        {allowed ? (
          <Group>
            <Button loading={write.isPending} onClick={() => take('csv')}>
              {t('feeReceipts.files.csv')}
            </Button>
            <Button variant="default" disabled={write.isPending} onClick={() => take('json')}>
              {t('feeReceipts.files.json')}
            </Button>
            <Checkbox
              label={t('feeReceipts.files.again')}
              checked={all}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          </Group>
        ) : (
          <Text size="sm">{t('feeReceipts.files.onlyAdministrator')}</Text>
        )}
      </Stack>
    </Section>
  );
}

/** Beyond it the office would refuse the file. */
const MOST_BYTES = 2_900_000;

function ImportSection() {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ content: string; lines: ImportedLine[] } | null>(null);
  const write = useReceiptWrite(
    (fees, asked: { content: string; apply: boolean }, requestId) =>
      fees.importNumbers({ ...asked, requestId }),
    () => undefined,
  );
  const onError = (thrown: unknown): void => notifyProblem(errorText(toOfficeError(thrown)));
  const read = async (chosen: File): Promise<void> => {
    setFile(null);
    if (chosen.size > MOST_BYTES) return notifyProblem(t('feeReceipts.files.tooLarge'));
    const content = (await chosen.text()).toWellFormed();
    write.mutate(
      { content, apply: false },
      { onSuccess: ({ lines }) => setFile({ content, lines }), onError },
    );
  };
  const apply = (content: string): void =>
    write.mutate(
      { content, apply: true },
      {
        onSuccess: ({ written }) => {
          setFile(null);
          notifyDone(t('feeReceipts.files.applied', { count: formats.number(written) }));
        },
        onError,
      },
    );
  const countOf = (outcome: ImportedLine['outcome']): number =>
    file?.lines.filter((line) => line.outcome === outcome).length ?? 0;
  const wrong = file?.lines.filter(({ outcome }) => outcome === 'wrong') ?? [];
  return (
    <Section title={t('feeReceipts.files.import')} icon={<IconUpload size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('feeReceipts.files.importText')}</Text>
        <input
          ref={input}
          type="file"
          accept=".csv,.json,.txt"
          hidden
          aria-label={t('feeReceipts.files.choose')}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen !== undefined) void read(chosen);
            // The same file, mended, may be chosen again.
            event.currentTarget.value = '';
          }}
        />
        <Group>
          <Button variant="default" loading={write.isPending} onClick={() => input.current?.click()}>
            {t('feeReceipts.files.choose')}
          </Button>
          {file !== null && countOf('new') > 0 && (
            <Button disabled={write.isPending} onClick={() => apply(file.content)}>
              {t('feeReceipts.files.apply', { count: formats.number(countOf('new')) })}
            </Button>
          )}
        </Group>
        {file !== null && (
          <Text size="sm" role="status">
            {t('feeReceipts.files.preview', {
              fresh: formats.number(countOf('new')),
              known: formats.number(countOf('known')),
              empty: formats.number(countOf('empty')),
              wrong: formats.number(wrong.length),
            })}
          </Text>
        )}
        {wrong.length > 0 && (
          <ul className={classes.wrong} aria-label={t('feeReceipts.files.wrongLines')}>
            {wrong.slice(0, 100).map((line) => (
              <li key={line.line}>
                {t('feeReceipts.files.line', { line: formats.number(line.line) })} {line.dossierCode}{' '}
                {line.number}: {line.message}
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Section>
  );
}
