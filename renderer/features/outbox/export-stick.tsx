import { Button, Group, Stack, Text } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeClient, toOfficeError } from '#renderer/office/index.ts';
import {
  fileSizeText,
  folderToUse,
  ProgressWithStop,
  Section,
  StickFolder,
  useExchangeAction,
  useExchangeErrorText,
  type useStickPlaces,
} from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import classes from './outbox.module.css';
import { OutcomeBox } from './outcome-box.tsx';

type Written = Awaited<ReturnType<OfficeClient['exchange']['exportStick']>>;

/** Writes everything the province has not acknowledged onto a stick, says what lies on it and what is left over. */
export function ExportStick(props: {
  sticks: ReturnType<typeof useStickPlaces>;
  refresh: ReactNode;
  /** The newest files, as the office keeps them. */
  log: ExchangeOverview['sticks'];
}) {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  const { found, places, lookInto } = props.sticks;
  const [wished, setWished] = useState<string | null | undefined>();
  const [other, setOther] = useState('');
  const [missing, setMissing] = useState(false);
  const chosen = folderToUse(places, wished);
  const write = useExchangeAction((exchange, folder: string) => exchange.exportStick({ folder }), {
    quiet: true,
    // The answer is looked for where the file was written.
    onDone: (_written, folder) =>
      places.some((place) => place.folder === folder) ? void found.refetch() : lookInto(folder),
  });
  const problem = missing
    ? t('exchange.sticks.missing')
    : write.error === null
      ? undefined
      : errorText(toOfficeError(write.error));

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (write.isPending) return;
    const folder = (chosen ?? other).trim();
    setMissing(folder === '');
    if (folder !== '') write.mutate(folder);
  }

  return (
    <Section title={t('outbox.sticks.export')} icon={<IconUsb size="1.125rem" />} aside={props.refresh}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm">{t('outbox.sticks.exportText')}</Text>
          <StickFolder
            label={t('outbox.sticks.to')}
            places={places}
            looked={found.isFetched}
            chosen={chosen}
            other={other}
            onChoose={(folder) => {
              setWished(folder);
              setMissing(false);
            }}
            onOther={(typed) => {
              setWished(null);
              setOther(typed);
              setMissing(false);
            }}
            error={problem}
          />
          {write.isPending ? (
            <ProgressWithStop label={t('outbox.sticks.exporting')} percent={null} />
          ) : (
            <Group>
              <Button type="submit">{t('outbox.sticks.exportNow')}</Button>
            </Group>
          )}
          {write.data !== undefined && !write.isPending && !isAnswered(props.log, write.data.file) && (
            <Outcome written={write.data} onNext={() => submit()} />
          )}
        </Stack>
      </form>
    </Section>
  );
}

/** Whether the answer to a file came: then it need not be carried anywhere any more. */
function isAnswered(log: ExchangeOverview['sticks'], file: string): boolean {
  return log.find((stick) => stick.kind === 'exported' && stick.file === file)?.answered === true;
}

function Outcome(props: { written: Written; onNext: () => void }) {
  const t = useTexts();
  const formats = useFormats();
  const { file, entries, bytes, left } = props.written;
  const more = left.entries > 0 || left.files > 0;
  return (
    <OutcomeBox tone="good" title={t('outbox.sticks.exported')}>
      <p className={classes.path}>{file}</p>
      <p>
        {entries === 0
          ? t('outbox.sticks.nothing')
          : t('outbox.sticks.exportedText', { entries: formats.number(entries), size: fileSizeText(bytes) })}
      </p>
      {more && (
        <p>
          {t('outbox.sticks.left', {
            entries: formats.number(left.entries),
            files: formats.number(left.files),
          })}{' '}
          <Button size="compact-xs" variant="default" onClick={props.onNext}>
            {t('outbox.sticks.leftAgain')}
          </Button>
        </p>
      )}
      {entries > 0 && <p>{t('outbox.sticks.notAccepted')}</p>}
    </OutcomeBox>
  );
}
