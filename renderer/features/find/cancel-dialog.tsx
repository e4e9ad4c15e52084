import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog, notifyDone } from '#renderer/ui/index.ts';
import type { Dossier, MendingReasons } from '#shared/dossier/index.ts';
import { aboutOf } from './code-of.ts';
import { ReasonFields } from './reason-fields.tsx';

/** Cancels a dossier that was received by mistake, with its reason. Says first what that means. */
export function CancelDialog(props: {
  dossier: Dossier;
  code: string;
  reasons: MendingReasons['cancel'];
  onClose: () => void;
}) {
  const t = useTexts();
  const title = t(
    props.dossier.slip === undefined ? 'corrections.cancelling.title' : 'dossier.slip.cancelling.title',
    { code: props.code },
  );
  return (
    <Dialog opened onClose={props.onClose} title={title}>
      <CancelForm {...props} />
    </Dialog>
  );
}

function CancelForm(props: Parameters<typeof CancelDialog>[0]) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { dossier, reasons } = props;
  const isSlip = dossier.slip !== undefined;
  const [reason, setReason] = useState({ code: '', text: '' });
  const [tried, setTried] = useState(false);
  const sent = useRef<{ id: string; content: string } | null>(null);
  const order = useMutation({
    mutationFn: () => {
      const request = { id: dossier.id, basedOn: dossier.revision, reason };
      const content = JSON.stringify(request);
      // The same order is sent again under the same id when its answer was lost.
      if (sent.current?.content !== content) sent.current = { id: newRequestId(), content };
      return office.dossiers.cancel({ requestId: sent.current.id, ...request });
    },
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.dossiers });
      notifyDone(
        t(isSlip ? 'dossier.slip.cancelling.done' : 'corrections.cancelling.done', { code: props.code }),
      );
      props.onClose();
    },
  });
  const chosen = reasons.find(({ code }) => code === reason.code);
  const ready = chosen !== undefined && !(chosen.textNeeded && reason.text.trim() === '');
  return (
    <>
      <Text size="sm" fw={600} mb={4}>
        {aboutOf(dossier)}
      </Text>
      <Text size="sm" mb={isSlip ? 'sm' : 0}>
        {t(isSlip ? 'dossier.slip.cancelling.what' : 'corrections.cancelling.what')}
      </Text>
      {!isSlip && (
        <Text size="sm" mt={6} mb="sm">
          {t('corrections.cancelling.withdrawn')}
        </Text>
      )}
      <ReasonFields
        autoFocus
        reasons={reasons}
        value={reason}
        tried={tried}
        label={t('corrections.cancelling.reason')}
        textLabel={t('corrections.cancelling.text')}
        onChange={setReason}
      />
      {order.isError && (
        <Text role="alert" size="sm" mt="xs" c="var(--tram-bad)">
          {errorText(toOfficeError(order.error))}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onClose}>
          {t('corrections.cancelling.keep')}
        </Button>
        <Button
          color="red.9"
          loading={order.isPending}
          onClick={() => {
            setTried(true);
            if (ready) order.mutate();
          }}
        >
          {t(isSlip ? 'dossier.slip.cancelling.confirm' : 'corrections.cancelling.confirm')}
        </Button>
      </Group>
    </>
  );
}
