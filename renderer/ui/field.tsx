import {
  PasswordInput,
  type PasswordInputProps,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';

/**
 * Characters that a field of a number (of a paper, a phone) takes: more than any number has. What is too long is typed
 * and said to be wrong; a field that cuts would make another number of it.
 */
export const NUMBER_FIELD_LENGTH = 40;

/** One line of text. `error` stands beside the field, in words that say what to do. */
export function TextField(props: TextInputProps & { label: string }) {
  return <TextInput autoComplete="off" spellCheck={false} {...props} />;
}

/** Several lines of text. */
export function LongTextField(props: TextareaProps & { label: string }) {
  return <Textarea autosize minRows={2} {...props} />;
}

/** A password; says when Caps Lock is on, the commonest reason of a wrong one. */
export function PasswordField(props: PasswordInputProps & { label: string }) {
  const t = useTexts();
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <PasswordInput
      {...props}
      description={capsLock ? t('common.capsLock') : props.description}
      visibilityToggleButtonProps={{ 'aria-label': t('common.showPassword') }}
      onKeyDown={(event) => {
        look(event);
        props.onKeyDown?.(event);
      }}
      onKeyUp={look}
      onBlur={(event) => {
        setCapsLock(false);
        props.onBlur?.(event);
      }}
    />
  );
}
