import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Dialog, LongTextField, notifyDone, useReceiptWrite } from '#renderer/ui/index.ts';
import type { FeeReceipt, TypedNumber } from '#shared/contract/index.ts';
import { emptyNumber, NumberFields, type ReceiptOptions, useReceiptOptions } from './number-fields.tsx';
import { problemsOf, ReceiptForm } from './receipt-form.tsx';

/** Enters the number that the provider gave, or corrects one that was entered wrongly, with the reason. */
export function NumberDialog(props: { receipt: FeeReceipt; onClose: () => void }) {
  const t = useTexts();
  const options = useReceiptOptions();
  const correcting = props.receipt.state === 'numbered';
  return (
    <Dialog
      opened
      onClose={props.onClose}
      title={t(correcting ? 'feeReceipts.number.correct' : 'feeReceipts.number.title')}
    >
      {options !== undefined && <NumberForm {...props} options={options} />}
    </Dialog>
  );
}

type Asked = { id: string; number: TypedNumber; corrects: string | null };

function NumberForm(props: { receipt: FeeReceipt; options: ReceiptOptions; onClose: () => void }) {
  const t = useTexts();
  const { receipt, options } = props;
  const [number, setNumber] = useState<TypedNumber>(receipt.number ?? emptyNumber(options));
  const [corrects, setCorrects] = useState('');
  const write = useReceiptWrite(
    (fees, asked: Asked, requestId) => fees.number({ ...asked, requestId }),
    ({ receipt: now }) => {
      notifyDone(t('feeReceipts.number.done', { number: now.number?.number ?? '' }));
      props.onClose();
    },
  );
  const problemAt = problemsOf(write.error);
  const correcting = receipt.state === 'numbered';
  return (
    <ReceiptForm
      receipt={receipt}
      text={t('feeReceipts.noNumberHere')}
      error={write.error}
      saving={write.isPending}
      save={t('feeReceipts.number.save')}
      onSave={() => write.mutate({ id: receipt.id, number, corrects: correcting ? corrects : null })}
    >
      <NumberFields
        value={number}
        options={options}
        onChange={setNumber}
        problemAt={(field) => problemAt(`number.${field}`)}
      />
      {correcting && (
        <LongTextField
          label={t('feeReceipts.number.corrects')}
          value={corrects}
          maxLength={300}
          required
          onChange={(event) => setCorrects(event.currentTarget.value)}
          error={problemAt('corrects')}
        />
      )}
    </ReceiptForm>
  );
}
