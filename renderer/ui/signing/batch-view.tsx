import { Button, Group, Stack, Text } from '@mantine/core';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import type { SigningBatch } from '#shared/contract/index.ts';
import { useConfirm } from '../confirm.tsx';
import { ProgressWithStop } from '../progress-with-stop.tsx';
import { StateBadge } from '../state-badge.tsx';
import { BatchResume } from './batch-resume.tsx';
import { BatchRows } from './batch-rows.tsx';
import { fullTitle } from './document-names.ts';
import classes from './signing.module.css';
import { useBatch } from './use-batch.ts';

/** A batch: how far it is, where and why it stopped, and every file of it. `onClose`: it stands in a dialog. */
export function BatchView(props: { batchId: string; onClose?: () => void }) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const { asked, batch, stop, skip } = useBatch(props.batchId);
  const { onClose } = props;
  if (asked.error !== null)
    return (
      <Text size="sm" role="alert" c="var(--tram-bad)">
        {errorText(toOfficeError(asked.error))}
      </Text>
    );
  if (batch === undefined) return <Text size="sm">{t('common.loading')}</Text>;
  return (
    <Stack gap="sm">
      <div className={classes.summary}>
        <span className={classes.who}>{batch.certificate.owner}</span>
        <span className={classes.dim}>
          {t(`sign.roles.${batch.role}`)} · {formats.shortMoment(batch.createdAt)} · {batch.startedBy}
        </span>
        {batch.training && <StateBadge tone="attention">{t('tokens.certificate.training')}</StateBadge>}
      </div>
      {batch.state === 'running' ? (
        <ProgressWithStop
          label={t('sign.batch.running', {
            n: formats.number(batch.next ?? batch.total),
            total: formats.number(batch.total),
          })}
          percent={((batch.signed + batch.failed + batch.skipped) / Math.max(1, batch.total)) * 100}
          onStop={stop.isPending ? undefined : () => stop.mutate(false)}
        />
      ) : (
        <Outcome batch={batch} />
      )}
      {batch.state === 'paused' && (
        <Paused
          batch={batch}
          busy={stop.isPending || skip.isPending}
          onSkip={(n) => skip.mutate(n)}
          onGiveUp={() => stop.mutate(true)}
        />
      )}
      <BatchRows batch={batch} />
      {onClose !== undefined && batch.state === 'done' && (
        <Group justify="flex-end">
          <Button autoFocus onClick={onClose}>
            {t('common.close')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Outcome(props: { batch: SigningBatch }) {
  const t = useTexts();
  const formats = useFormats();
  const { batch } = props;
  const { signed, failed, skipped, total, state } = batch;
  const counts = [
    t('sign.batch.signed', { count: formats.number(signed), total: formats.number(total) }),
    ...(failed > 0 ? [t('sign.batch.failed', { count: formats.number(failed) })] : []),
    ...(skipped > 0 ? [t('sign.batch.skipped', { count: formats.number(skipped) })] : []),
  ].join(', ');
  const tone = state === 'paused' || failed > 0 ? 'attention' : signed === total ? 'good' : 'neutral';
  return (
    <div role="status" className={classes.line}>
      <StateBadge tone={tone}>{t(`sign.batch.states.${state}`)}</StateBadge>
      <Text span size="sm">
        {counts}
      </Text>
    </div>
  );
}

/** Why it stopped, and the ways on: the very file, the one after it, or none of them. */
function Paused(props: {
  batch: SigningBatch;
  busy: boolean;
  onSkip: (n: number) => void;
  onGiveUp: () => void;
}) {
  const t = useTexts();
  const confirm = useConfirm();
  const { batch, busy } = props;
  const next = batch.rows.find(({ n }) => n === batch.next);
  const left = batch.total - batch.signed - batch.failed - batch.skipped;
  async function giveUp(): Promise<void> {
    const sure = await confirm({
      title: t('sign.batch.giveUpAsk'),
      text: t('sign.batch.giveUpText', { count: left }),
      yes: t('sign.batch.giveUp'),
      dangerous: true,
    });
    if (sure) props.onGiveUp();
  }
  return (
    <Stack gap="xs">
      {batch.trouble !== null && (
        <Text size="sm" lang="vi" role="alert">
          {batch.trouble.message}
        </Text>
      )}
      {next !== undefined && (
        <Text size="sm">{t('sign.batch.stoppedAt', { n: next.n, title: fullTitle(next) })}</Text>
      )}
      <Group gap="xs">
        <BatchResume batch={batch} busy={busy} />
        {next !== undefined && (
          <Button variant="default" disabled={busy} onClick={() => props.onSkip(next.n)}>
            {t('sign.batch.skip', { n: next.n })}
          </Button>
        )}
        <Button variant="default" disabled={busy} onClick={() => void giveUp()}>
          {t('sign.batch.giveUp')}
        </Button>
      </Group>
    </Stack>
  );
}
