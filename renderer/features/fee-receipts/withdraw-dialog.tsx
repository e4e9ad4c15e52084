import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Dialog, LongTextField, notifyDone, useReceiptWrite } from '#renderer/ui/index.ts';
import type { FeeReceipt } from '#shared/contract/index.ts';
import { problemsOf, ReceiptForm } from './receipt-form.tsx';

/** Takes back a payment that has no number yet, with the reason. */
export function WithdrawDialog(props: { receipt: FeeReceipt; onClose: () => void }) {
  const t = useTexts();
  const { receipt } = props;
  const [reason, setReason] = useState('');
  const write = useReceiptWrite(
    (fees, asked: { id: string; reason: string }, requestId) => fees.withdraw({ ...asked, requestId }),
    () => {
      notifyDone(t('feeReceipts.withdraw.done'));
      props.onClose();
    },
  );
  return (
    <Dialog opened onClose={props.onClose} title={t('feeReceipts.withdraw.title')}>
      <ReceiptForm
        receipt={receipt}
        text={t('feeReceipts.withdraw.text')}
        error={write.error}
        saving={write.isPending}
        save={t('feeReceipts.withdraw.save')}
        onSave={() => write.mutate({ id: receipt.id, reason })}
      >
        <LongTextField
          data-autofocus
          label={t('feeReceipts.withdraw.reason')}
          value={reason}
          maxLength={300}
          required
          onChange={(event) => setReason(event.currentTarget.value)}
          error={problemsOf(write.error)('reason')}
        />
      </ReceiptForm>
    </Dialog>
  );
}
