import { NativeSelect } from '@mantine/core';
import type { Ref } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import type { MendingReasonInput, MendingReasons } from '#shared/dossier/index.ts';

/** A reason of the list and room for more; says what is missing once it was tried without. */
export function ReasonFields(props: {
  reasons: MendingReasons['correct'];
  value: MendingReasonInput;
  tried: boolean;
  label: string;
  textLabel: string;
  autoFocus?: boolean;
  /** The list of reasons, for a key that goes there. */
  list?: Ref<HTMLSelectElement>;
  onChange: (value: MendingReasonInput) => void;
}) {
  const t = useTexts();
  const { value, reasons, tried } = props;
  const chosen = reasons.find(({ code }) => code === value.code);
  const textMissing = chosen?.textNeeded === true && value.text.trim() === '';
  return (
    <>
      <NativeSelect
        {...(props.list === undefined ? {} : { ref: props.list })}
        label={props.label}
        data-autofocus={props.autoFocus === true || undefined}
        data={[
          { value: '', label: t('corrections.effect.reasonChoose') },
          ...reasons.map(({ code, label }) => ({ value: code, label })),
        ]}
        value={value.code}
        error={tried && chosen === undefined ? t('corrections.effect.reasonNeeded') : undefined}
        onChange={(event) => props.onChange({ ...value, code: event.currentTarget.value })}
      />
      <TextField
        mt={6}
        label={props.textLabel}
        maxLength={500}
        value={value.text}
        error={tried && textMissing ? t('corrections.effect.reasonTextNeeded') : undefined}
        onChange={(event) => props.onChange({ ...value, text: event.currentTarget.value })}
      />
    </>
  );
}
