import { Button, Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import type { CollectFee } from '#shared/contract/index.ts';
import { parseDong } from '#shared/money/index.ts';
import { amountInWords } from '#shared/text/index.ts';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { notifyDone } from '../notify.ts';
import { type FeesOfDossier, useReceiptWrite } from './use-fee-receipts.ts';

/** Fields beside which the form says what is wrong. */
const AT_FIELDS = ['amount', 'collectedOn'];

type Asked = Omit<CollectFee, 'requestId'>;

/** Everything about money that is taken: amount, charge, payer, how, on which day. */
export function CollectDialog(props: {
  dossierId: string;
  code: string;
  fees: FeesOfDossier;
  onClose: () => void;
}) {
  const t = useTexts();
  return (
    <Dialog opened onClose={props.onClose} title={t('feeReceipts.form.titleOf', { code: props.code })}>
      <CollectForm {...props} />
    </Dialog>
  );
}

function CollectForm(props: { dossierId: string; fees: FeesOfDossier; onClose: () => void }) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const { proposed, due, taken, today } = props.fees;
  const [typed, setTyped] = useState(proposed.amount === 0 ? '' : formats.number(proposed.amount));
  const [charge, setCharge] = useState(proposed.charge);
  const [payer, setPayer] = useState(proposed.payer);
  const [method, setMethod] = useState<'cash' | 'transfer'>('cash');
  const [collectedOn, setDay] = useState(today);
  const [more, setMore] = useState(false);
  const [tried, setTried] = useState(false);
  const write = useReceiptWrite(
    (fees, asked: Asked, requestId) => fees.collect({ ...asked, requestId }),
    ({ receipt }) => {
      notifyDone(t('feeReceipts.collected', { amount: formats.money(receipt.amount) }));
      props.onClose();
    },
  );
  const parsed = parseDong(typed);
  const amount = parsed.ok && parsed.value > 0 ? parsed.value : null;
  const tooMuch = amount !== null && taken + amount > due;
  const problem = write.error === null ? null : toOfficeError(write.error);
  const told = problem?.fields.some(({ field }) => AT_FIELDS.includes(field)) ?? false;
  const at = (field: string) => problem?.fields.find((one) => one.field === field)?.message;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (amount === null || charge.trim() === '' || payer.trim() === '' || (tooMuch && !more)) return;
    write.mutate({
      dossierId: props.dossierId,
      charge,
      amount,
      payer,
      method,
      collectedOn,
      takenBefore: taken,
      moreThanDue: more,
    });
  };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <TextField
          data-autofocus
          label={t('feeReceipts.form.amount')}
          inputMode="numeric"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          description={amount === null ? undefined : amountInWords(amount)}
          error={(tried && amount === null && t('feeReceipts.form.amountWrong')) || at('amount')}
        />
        {tooMuch && (
          <Checkbox
            label={t('feeReceipts.form.more')}
            checked={more}
            onChange={(event) => setMore(event.currentTarget.checked)}
            error={tried && !more}
          />
        )}
        <TextField
          label={t('feeReceipts.form.charge')}
          value={charge}
          maxLength={200}
          onChange={(event) => setCharge(event.currentTarget.value)}
          error={tried && charge.trim() === '' && t('feeReceipts.form.chargeMissing')}
        />
        <TextField
          label={t('feeReceipts.form.payer')}
          value={payer}
          maxLength={200}
          onChange={(event) => setPayer(event.currentTarget.value)}
          error={tried && payer.trim() === '' && t('feeReceipts.form.payerMissing')}
        />
        <Group align="flex-end" gap="md">
          <SegmentedControl
            aria-label={t('feeReceipts.form.method')}
            value={method}
            onChange={(value) => setMethod(value === 'transfer' ? 'transfer' : 'cash')}
            data={[
              { value: 'cash', label: t('feeReceipts.methods.cash') },
              { value: 'transfer', label: t('feeReceipts.methods.transfer') },
            ]}
          />
          <TextField
            type="date"
            label={t('feeReceipts.form.day')}
            value={collectedOn}
            max={today}
            onChange={(event) => setDay(event.currentTarget.value)}
            error={at('collectedOn')}
          />
        </Group>
        {problem !== null && !told && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {errorText(problem)}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={write.isPending}>
            {t('feeReceipts.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
