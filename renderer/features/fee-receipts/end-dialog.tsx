import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Dialog, LongTextField, notifyDone, TextField, useReceiptWrite } from '#renderer/ui/index.ts';
import type { FeeReceipt, TypedNumber } from '#shared/contract/index.ts';
import { NumberFields, type ReceiptOptions, useReceiptOptions } from './number-fields.tsx';
import { problemsOf, ReceiptForm } from './receipt-form.tsx';

/** Records that the provider cancelled a numbered receipt or put another in its place. */
export function EndDialog(props: { receipt: FeeReceipt; onClose: () => void }) {
  const t = useTexts();
  const options = useReceiptOptions();
  return (
    <Dialog opened onClose={props.onClose} title={t('feeReceipts.end.title')}>
      {options !== undefined && <EndForm {...props} options={options} />}
    </Dialog>
  );
}

type Asked = {
  id: string;
  replacement: TypedNumber | null;
  reference: string;
  reason: string;
  on: string;
};

function EndForm(props: { receipt: FeeReceipt; options: ReceiptOptions; onClose: () => void }) {
  const t = useTexts();
  const { receipt, options } = props;
  const [replaced, setReplaced] = useState(false);
  const [number, setNumber] = useState<TypedNumber>({
    medium: receipt.number?.medium ?? 'electronic',
    formSign: receipt.number?.formSign ?? '',
    series: receipt.number?.series ?? '',
    number: '',
    issuedOn: options.today,
  });
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const [on, setDay] = useState(options.today);
  const write = useReceiptWrite(
    (fees, asked: Asked, requestId) => fees.end({ ...asked, requestId }),
    () => {
      notifyDone(t('feeReceipts.end.done'));
      props.onClose();
    },
  );
  const problemAt = problemsOf(write.error);
  return (
    <ReceiptForm
      receipt={receipt}
      text={t('feeReceipts.end.text')}
      error={write.error}
      saving={write.isPending}
      save={t('feeReceipts.end.save')}
      onSave={() =>
        write.mutate({ id: receipt.id, replacement: replaced ? number : null, reference, reason, on })
      }
    >
      <NativeSelect
        data-autofocus
        label={t('feeReceipts.end.outcome')}
        value={replaced ? 'replaced' : 'cancelled'}
        onChange={(event) => setReplaced(event.currentTarget.value === 'replaced')}
        data={(['cancelled', 'replaced'] as const).map((value) => ({
          value,
          label: t(`feeReceipts.end.${value}`),
        }))}
      />
      {replaced && (
        <NumberFields
          value={number}
          options={options}
          onChange={setNumber}
          problemAt={(field) => problemAt(`replacement.${field}`)}
        />
      )}
      <LongTextField
        label={t('feeReceipts.end.reason')}
        value={reason}
        maxLength={300}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problemAt('reason')}
      />
      <TextField
        label={t('feeReceipts.end.reference')}
        value={reference}
        maxLength={100}
        onChange={(event) => setReference(event.currentTarget.value)}
        error={problemAt('reference')}
      />
      <TextField
        type="date"
        label={t('feeReceipts.end.on')}
        value={on}
        max={options.today}
        onChange={(event) => setDay(event.currentTarget.value)}
        error={problemAt('on')}
      />
    </ReceiptForm>
  );
}
