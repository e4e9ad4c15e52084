import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import type { FeeReceipt } from '#shared/contract/index.ts';

/** What every form about one receipt shows: which one it is, what went wrong, the button. `error`: as it was thrown. */
export function ReceiptForm(props: {
  receipt: FeeReceipt;
  text?: string;
  error: unknown;
  saving: boolean;
  save: string;
  onSave: () => void;
  children: ReactNode;
}) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const { receipt, error } = props;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" fw={600}>
          {t('feeReceipts.number.of', {
            charge: receipt.charge,
            amount: formats.money(receipt.amount),
            payer: receipt.payer,
          })}
        </Text>
        {props.text !== undefined && <Text size="sm">{props.text}</Text>}
        {props.children}
        {error !== null && !isAtFields(error) && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {errorText(toOfficeError(error))}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={props.saving}>
            {props.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Whether all that is wrong stands beside its field; the kind of a receipt has no field once paper ones are gone. */
function isAtFields(error: unknown): boolean {
  const { fields } = toOfficeError(error);
  return fields.length > 0 && fields.every(({ field }) => !field.endsWith('medium'));
}

/** What the office said of one field of a form, by its dotted name. */
export function problemsOf(error: unknown): (field: string) => string | undefined {
  if (error === null) return () => undefined;
  const { fields } = toOfficeError(error);
  return (field) => fields.find((one) => one.field === field)?.message;
}
