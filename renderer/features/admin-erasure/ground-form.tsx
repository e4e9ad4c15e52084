import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import type { OfficeError } from '#renderer/office/index.ts';
import { dossierCodeIn, TextField } from '#renderer/ui/index.ts';
import type { ErasableDossier, ErasureGround } from '#shared/contract/index.ts';

type Asked = {
  dossierIds: string[];
  confirmation: string;
  groundId: string;
  document: string;
  reason: string;
  openReason: string | null;
};

const FIELDS: readonly (string | null)[] = ['groundId', 'document', 'reason', 'openReason', 'confirmation'];

/** A slip is known by its state: what was received never has it. */
function isSlip({ state }: ErasableDossier): boolean {
  return state === 'supplement-requested' || state === 'refused';
}

/** What the office says will be left of the slips among them, each once; empty where it says nothing of a slip. */
function keptOfSlips(chosen: readonly (ErasableDossier & { kept?: string })[]): string[] {
  return [...new Set(chosen.filter(isSlip).map(({ kept }) => kept ?? ''))];
}

/** By which ground and document, why now where a dossier is not at its end, and the confirmation. */
export function GroundForm(props: {
  grounds: readonly ErasureGround[];
  chosen: readonly ErasableDossier[];
  failure: OfficeError | null;
  onErase: (asked: Asked) => void;
}) {
  const t = useTexts();
  const errorText = useErrorText();
  const { chosen, failure } = props;
  const [groundId, setGroundId] = useState('');
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [openReason, setOpenReason] = useState('');
  const [confirmation, setConfirmation] = useState('');
  const [tried, setTried] = useState(false);
  const ground = props.grounds.find(({ id }) => id === groundId);
  const open = chosen.some((dossier) => dossier.open);
  const [only] = chosen;
  const byCode = chosen.length === 1;
  const needed = [groundId, document, confirmation, ...(open ? [openReason] : [])];

  function errorOf(field: string, value: string, required = true): string | undefined {
    if (failure?.field === field) return errorText(failure);
    return tried && required && value.trim() === '' ? t('erasure.missing') : undefined;
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (chosen.length === 0 || needed.some((value) => value.trim() === '')) return;
    props.onErase({
      dossierIds: chosen.map(({ id }) => id),
      confirmation: dossierCodeIn(confirmation),
      groundId,
      document,
      reason,
      openReason: open ? openReason : null,
    });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <NativeSelect
          label={t('erasure.ground')}
          description={ground === undefined ? undefined : t('erasure.shown', { ground: ground.shown })}
          value={groundId}
          error={errorOf('groundId', groundId)}
          data={[
            { value: '', label: t('erasure.chooseGround') },
            ...props.grounds.map(({ id, label }) => ({ value: id, label })),
          ]}
          onChange={(event) => setGroundId(event.currentTarget.value)}
        />
        {ground !== undefined && ground.certainty !== 'confirmed' && (
          <Text size="xs" c="dimmed">
            {t('erasure.unconfirmed')}
          </Text>
        )}
        <TextField
          label={t('erasure.document')}
          description={t('erasure.documentText')}
          maxLength={80}
          value={document}
          error={errorOf('document', document)}
          onChange={(event) => setDocument(event.currentTarget.value)}
        />
        <TextField
          label={t('erasure.reason')}
          description={t('erasure.reasonText')}
          maxLength={120}
          value={reason}
          error={errorOf('reason', reason, false)}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {open && (
          <TextField
            label={t('erasure.openReason')}
            description={t('erasure.openReasonText')}
            maxLength={100}
            value={openReason}
            error={errorOf('openReason', openReason)}
            onChange={(event) => setOpenReason(event.currentTarget.value)}
          />
        )}
        <TextField
          label={byCode ? t('erasure.confirmCode', { code: only?.code ?? '' }) : t('erasure.confirmNumber')}
          data-scan-codes
          value={confirmation}
          error={errorOf('confirmation', confirmation)}
          onChange={(event) => setConfirmation(event.currentTarget.value)}
        />
        <Text size="sm">{t('erasure.warning')}</Text>
        {keptOfSlips(chosen).map((kept) => (
          <Text key={kept} size="sm">
            {kept === '' ? t('erasure.slipWarning') : t('erasure.slipKept', { kept })}
          </Text>
        ))}
        {failure !== null && !FIELDS.includes(failure.field) && (
          <Text size="sm" c="var(--tram-bad)" role="alert">
            {errorText(failure)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button
            type="submit"
            color="red.9"
            disabled={chosen.length === 0}
            leftSection={<IconEraser size="1rem" aria-hidden />}
          >
            {chosen.length === 0
              ? t('erasure.chooseOne')
              : t('erasure.run', { count: String(chosen.length) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
