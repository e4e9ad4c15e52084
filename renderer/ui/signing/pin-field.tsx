import { PasswordInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';

/** More than any token takes. */
const LONGEST = 64;

/** An input method that composes Vietnamese letters leaves signs that no PIN pad has. */
function isComposed(text: string): boolean {
  return /[^\p{ASCII}]/u.test(text);
}

/**
 * A PIN. What is typed stands in the element alone, never in the state of a component; `take` reads and empties it at
 * once. It is no form: a browser that sees none sent offers to keep no password.
 */
export function PinField(props: {
  field: RefObject<HTMLInputElement | null>;
  /** Being sent: nothing is typed into it, and the cursor stays. */
  sending: boolean;
  error: ReactNode;
  onEnter: () => void;
}) {
  const t = useTexts();
  const [capsLock, setCapsLock] = useState(false);
  const [composed, setComposed] = useState(false);
  const { field } = props;
  useEffect(() => {
    const element = field.current;
    return () => {
      if (element !== null) element.value = '';
    };
  }, [field]);
  const look = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  const warnings = [
    ...(capsLock ? [t('tokens.pin.capsLock')] : []),
    ...(composed ? [t('tokens.pin.inputMethod')] : []),
  ];
  return (
    <PasswordInput
      ref={field}
      data-autofocus
      label={t('tokens.pin.label')}
      description={warnings.length > 0 ? warnings.join(' ') : t('tokens.pin.description')}
      styles={warnings.length > 0 ? { description: { color: 'var(--tram-attention)', fontWeight: 600 } } : {}}
      error={props.error}
      readOnly={props.sending}
      maxLength={LONGEST}
      autoComplete="off"
      autoCorrect="off"
      autoCapitalize="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      visibilityToggleButtonProps={{ 'aria-label': t('tokens.pin.show') }}
      onInput={(event) => setComposed(isComposed(event.currentTarget.value))}
      onKeyDown={(event) => {
        look(event);
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        props.onEnter();
      }}
      onKeyUp={look}
    />
  );
}

/** What stands in the field; it is empty from then on. */
export function takePin(field: HTMLInputElement | null): string {
  const pin = field?.value ?? '';
  if (field !== null) field.value = '';
  return pin;
}
