import { Button, Group } from '@mantine/core';
import { IconCashBanknote } from '@tabler/icons-react';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import type { CollectFee as Collect } from '#shared/contract/index.ts';
import { KeyHint } from '../key-hint.tsx';
import { useKey } from '../keys/use-key.tsx';
import { notifyDone, notifyProblem } from '../notify.ts';
import { StateBadge } from '../state-badge.tsx';
import { CollectDialog } from './collect-dialog.tsx';
import { useFeesOf, useReceiptWrite } from './use-fee-receipts.ts';

type Asked = Omit<Collect, 'requestId'>;

/**
 * Whether the fee of a dossier was taken, and the one key that records it: all that is due, in cash, from the applicant.
 * Everything else (another amount, a transfer, another payer) is asked in a dialog. What fails here is told and can be
 * done again at any time; the reception is long committed.
 */
export function CollectFee(props: {
  dossierId: string;
  code: string;
  /** False: what waits for a number is told beside it. */
  waiting?: boolean;
}) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const { dossierId, code } = props;
  const found = useFeesOf(dossierId);
  const [asking, setAsking] = useState(false);
  const write = useReceiptWrite(
    (fees, asked: Asked, requestId) => fees.collect({ ...asked, requestId }),
    ({ receipt }) => notifyDone(t('feeReceipts.collected', { amount: formats.money(receipt.amount) })),
  );
  const fees = found.data;
  const left = fees === undefined ? 0 : Math.max(0, fees.due - fees.taken);
  const offered = fees !== undefined && fees.refusal === null && left > 0 && !write.isPending;
  const collect = (): void => {
    if (fees === undefined) return;
    const { charge, payer, amount } = fees.proposed;
    write.mutate(
      {
        dossierId,
        charge,
        payer,
        amount,
        method: 'cash',
        collectedOn: fees.today,
        takenBefore: fees.taken,
        moreThanDue: false,
      },
      {
        onError: (thrown) =>
          notifyProblem(t('feeReceipts.failed', { reason: errorText(toOfficeError(thrown)) })),
      },
    );
  };
  useKey('Alt+P', collect, { label: t('feeReceipts.collectKey'), enabled: offered });
  if (fees === undefined || fees.refusal !== null || (fees.due === 0 && fees.taken === 0)) return null;
  return (
    <Group gap="xs" data-fee={left === 0 ? 'taken' : 'due'}>
      {left > 0 && (
        <>
          <Button
            leftSection={<IconCashBanknote aria-hidden size="1.1rem" />}
            loading={write.isPending}
            onClick={collect}
            rightSection={<KeyHint keys="Alt+P" />}
            size="compact-sm"
            variant="default"
          >
            {t('feeReceipts.collectAll', { amount: formats.money(left) })}
          </Button>
          <Button onClick={() => setAsking(true)} size="compact-sm" variant="subtle">
            {t('feeReceipts.collectOther')}
          </Button>
        </>
      )}
      <StateBadge tone={left === 0 ? 'good' : 'attention'}>
        {left === 0
          ? t('feeReceipts.allTaken')
          : fees.taken === 0
            ? t('feeReceipts.notTaken')
            : t('feeReceipts.partTaken', { left: formats.money(left) })}
      </StateBadge>
      {props.waiting !== false && fees.receipts.some(({ state }) => state === 'waiting') && (
        <StateBadge tone="neutral">{t('feeReceipts.states.waiting')}</StateBadge>
      )}
      {asking && (
        <CollectDialog dossierId={dossierId} code={code} fees={fees} onClose={() => setAsking(false)} />
      )}
    </Group>
  );
}
