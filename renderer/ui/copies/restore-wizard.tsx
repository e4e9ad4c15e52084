import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { CopySummary } from '#shared/contract/index.ts';
import { useConfirm } from '../confirm.tsx';
import { ProgressWithStop } from '../progress-with-stop.tsx';
import { FindCopy } from './find-copy.tsx';
import { OpenCopy } from './open-copy.tsx';
import { RestoreReportView } from './restore-report.tsx';
import { type CopyCheck, useCopyCheck } from './use-copy-check.ts';

/**
 * Choose a copy, open it, have all of it read, see what comes back, restore. `folder`: where copies are looked for
 * first. `replaces`: there is data on this PC. `onBegun` is called before anything is replaced, `onRestored` after.
 */
export function RestoreWizard(props: {
  folder: string;
  replaces: boolean;
  onBegun?: () => void;
  onRestored: (before: string | null) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const confirm = useConfirm();
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<CopySummary | null>(null);
  const { check, run, stop, reset } = useCopyCheck();
  const restore = useMutation({
    mutationFn: (ticket: string) => {
      props.onBegun?.();
      return office.copies.restore({ ticket });
    },
    onSuccess: ({ before }) => props.onRestored(before),
  });

  async function askAndRestore(done: Extract<CopyCheck, { phase: 'done' }>): Promise<void> {
    const sure = await confirm({
      title: t('copies.restore.ask', { when: formats.moment(done.report.copy.madeAt) }),
      text: t('copies.restore.askText'),
      yes: t('copies.restore.now'),
    });
    if (sure) restore.mutate(done.ticket);
  }

  const failure = check.phase === 'failed' ? errorText(check.failure) : undefined;
  return (
    <Stack gap="lg">
      <FindCopy
        folder={props.folder}
        chosen={chosen}
        onChoose={(copy) => {
          setChosen(copy);
          reset();
        }}
      />
      {chosen !== null && check.phase !== 'done' && (
        <OpenCopy
          key={chosen.folder}
          failure={failure}
          busy={check.phase === 'running'}
          onOpen={(credential) => run(chosen.folder, credential)}
        />
      )}
      {check.phase === 'running' && <Reading step={check.step} onStop={stop} />}
      {check.phase === 'stopped' && (
        <Text size="sm" role="status">
          {t('copies.restore.stopped')}
        </Text>
      )}
      {check.phase === 'done' && (
        <>
          <RestoreReportView report={check.report} replaces={props.replaces} />
          {restore.error !== null && (
            <Text size="sm" role="alert" c="var(--tram-bad)">
              {errorText(toOfficeError(restore.error))}
            </Text>
          )}
          <Group>
            <Button autoFocus loading={restore.isPending} onClick={() => void askAndRestore(check)}>
              {t('copies.restore.now')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function Reading(props: { step: Extract<CopyCheck, { phase: 'running' }>['step']; onStop: () => void }) {
  const t = useTexts();
  const formats = useFormats();
  const { phase, done, total } = props.step;
  const percent = total === 0 ? null : Math.min(100, Math.floor((done / total) * 100));
  return (
    <ProgressWithStop
      label={t(`copies.restore.phases.${phase}`, {
        percent: percent ?? 0,
        done: formats.number(done),
        total: formats.number(total),
      })}
      percent={percent}
      onStop={props.onStop}
    />
  );
}
