import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeClient, toOfficeError } from '#renderer/office/index.ts';
import {
  ProgressWithStop,
  paths,
  Section,
  StickFiles,
  useExchangeAction,
  useExchangeErrorText,
  type useStickPlaces,
} from '#renderer/ui/index.ts';
import { OutcomeBox } from './outcome-box.tsx';

type Taken = Awaited<ReturnType<OfficeClient['exchange']['importStick']>>;

/** Takes an answer file from a stick; the outcome, or why it was refused, in words. */
export function ImportStick(props: { sticks: ReturnType<typeof useStickPlaces>; refresh: ReactNode }) {
  const t = useTexts();
  const { found, places, lookInto } = props.sticks;
  const [wished, setWished] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const take = useExchangeAction((exchange, file: string) => exchange.importStick({ file }), {
    quiet: true,
    onDone: () => void found.refetch(),
  });
  const chosen = places.some(({ files }) => files.some(({ file }) => file === wished)) ? wished : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (take.isPending) return;
    setMissing(chosen === null);
    if (chosen !== null) take.mutate(chosen);
  }

  return (
    <Section
      title={t('outbox.sticks.import')}
      icon={<IconFileImport size="1.125rem" />}
      aside={props.refresh}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm">{t('outbox.sticks.importText')}</Text>
          <StickFiles
            label={t('outbox.sticks.from')}
            places={places}
            looked={found.isFetched}
            chosen={chosen}
            onChoose={(file) => {
              setWished(file);
              setMissing(false);
              take.reset();
            }}
            onLook={lookInto}
            error={missing ? t('exchange.sticks.chooseFile') : undefined}
          />
          {take.isPending ? (
            <ProgressWithStop label={t('outbox.sticks.importing')} percent={null} />
          ) : (
            <Group>
              <Button type="submit">{t('outbox.sticks.importNow')}</Button>
            </Group>
          )}
          {take.error !== null && <Refused error={take.error} />}
          {take.data !== undefined && !take.isPending && <Outcome taken={take.data} />}
        </Stack>
      </form>
    </Section>
  );
}

function Refused(props: { error: unknown }) {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  return (
    <OutcomeBox tone="bad" title={t('outbox.sticks.refused')}>
      <p>{errorText(toOfficeError(props.error))}</p>
      <p>{t('outbox.sticks.nothingChanged')}</p>
    </OutcomeBox>
  );
}

function Outcome(props: { taken: Taken }) {
  const t = useTexts();
  const formats = useFormats();
  const { accepted, rejected, conflict, known, leases, packs } = props.taken;
  return (
    <OutcomeBox
      tone={known ? 'neutral' : 'good'}
      title={t(known ? 'outbox.sticks.known' : 'outbox.sticks.imported')}
    >
      {known ? (
        <p>{t('outbox.sticks.knownText')}</p>
      ) : (
        <p>
          {accepted + rejected + conflict === 0
            ? t('outbox.sticks.resultNone')
            : t('outbox.sticks.result', {
                accepted: formats.number(accepted),
                rejected: formats.number(rejected),
                conflict: formats.number(conflict),
              })}
        </p>
      )}
      {leases > 0 && <p>{t('outbox.sticks.leases', { count: formats.number(leases) })}</p>}
      {packs > 0 && <p>{t('outbox.sticks.packs', { count: formats.number(packs) })}</p>}
      {rejected > 0 && (
        <Anchor component={Link} to={paths.outboxState('rejected')} size="sm">
          {t('outbox.sticks.seeRejected')}
        </Anchor>
      )}
      {conflict > 0 && (
        <Anchor component={Link} to={paths.outboxState('conflict')} size="sm">
          {t('outbox.sticks.seeConflicts')}
        </Anchor>
      )}
    </OutcomeBox>
  );
}
