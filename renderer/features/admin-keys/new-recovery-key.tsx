import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import { notifyDone, RecoveryKeyStep } from '#renderer/ui/index.ts';

export type ShownKey = { id: string; recoveryKey: string };

/** The new key, to print; the old one stops only when its last group was typed back. */
export function NewRecoveryKey(props: { shown: ShownKey; onEnd: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const confirm = useMutation({
    mutationFn: (lastGroup: string) => office.keys.confirmRecoveryKey({ id: props.shown.id, lastGroup }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.keys });
      notifyDone(t('keys.recoveryDone'));
      props.onEnd();
    },
  });
  return (
    <RecoveryKeyStep
      recoveryKey={props.shown.recoveryKey}
      officeName={session.office?.office?.name ?? ''}
      done={t('keys.confirmRecovery')}
      sheetNote={t('keys.sheetNote')}
      busy={confirm.isPending}
      failure={confirm.error === null ? undefined : errorText(toOfficeError(confirm.error))}
      onDone={confirm.mutate}
      onCancel={props.onEnd}
    />
  );
}
