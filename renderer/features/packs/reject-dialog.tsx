import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog, LongTextField, notifyDone } from '#renderer/ui/index.ts';
import type { Pack } from '#shared/contract/index.ts';

/** Why a pack is not used here, for whoever reads it later. */
export function RejectDialog(props: { pack: Pack; opened: boolean; onClose: () => void }) {
  const t = useTexts();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('packs.reject.title')}>
      {props.opened && <Reason pack={props.pack} onClose={props.onClose} />}
    </Dialog>
  );
}

function Reason(props: { pack: Pack; onClose: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { kind, version, title } = props.pack;
  const missing = reason.trim() === '';
  const reject = useMutation({
    mutationFn: () => office.packs.reject({ kind, version, reason: reason.trim() }),
    onSuccess: () => {
      notifyDone(t('packs.reject.done'));
      props.onClose();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!missing && !reject.isPending) reject.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm" fw={600} lang="vi">
          {title}
        </Text>
        <Text size="sm">{t('packs.reject.text')}</Text>
        <LongTextField
          label={t('packs.reject.reason')}
          description={t('packs.reject.reasonText')}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          errorProps={{ role: 'alert' }}
          error={
            reject.isError
              ? errorText(toOfficeError(reject.error))
              : tried && missing
                ? t('packs.reject.missing')
                : undefined
          }
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={reject.isPending}>
            {t('packs.reject.yes')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
