import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { isTextTarget, KeyHint } from '#renderer/ui/index.ts';
import classes from './choice-list.module.css';

/** Something to choose: `key` is a letter or digit that chooses it at once. */
export type Choice = {
  id: string;
  title: string;
  detail?: ReactNode;
  key?: string | undefined;
  disabled?: boolean;
};

/** A list of which one is chosen: arrows and Enter, its letter or digit, or a click. The first free one has the cursor. */
export function ChoiceList(props: {
  label: string;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  /** The cursor begins elsewhere. */
  unfocused?: boolean;
}) {
  const list = useRef<HTMLUListElement>(null);
  const { choices, onChoose } = props;
  const first = choices.findIndex((choice) => choice.disabled !== true);

  // Quick hands press the digit before the cursor is in the list: it is meant for it, not for the form behind.
  useLayoutEffect(() => {
    const onEarlyKey = (event: globalThis.KeyboardEvent): void => {
      const dialog = list.current?.closest('[role="dialog"]');
      const active = document.activeElement;
      if (dialog == null || event.repeat || list.current?.contains(active) === true) return;
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const inDialog = dialog.contains(active);
      if (inDialog && (isTextTarget(active) || event.key === 'Enter')) return;
      const meant = event.key === 'Enter' ? choices[first] : meantBy(event.key);
      if (meant === undefined || meant.disabled === true) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onChoose(meant.id);
    };
    window.addEventListener('keydown', onEarlyKey, true);
    return () => window.removeEventListener('keydown', onEarlyKey, true);
  });

  function meantBy(key: string): Choice | undefined {
    return choices.find(
      (choice) => choice.key !== undefined && choice.key.toUpperCase() === key.toUpperCase(),
    );
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
    const at = buttons.findIndex((button) => button.contains(document.activeElement));
    const next = nextAt(event.key, at, buttons.length);
    if (next !== null) {
      event.preventDefault();
      buttons[next]?.focus();
      return;
    }
    const meant = meantBy(event.key);
    if (meant === undefined || meant.disabled === true) return;
    event.preventDefault();
    onChoose(meant.id);
  }

  return (
    <ul ref={list} aria-label={props.label} className={classes.list} onKeyDown={onKeyDown}>
      {choices.map((choice, index) => (
        <li key={choice.id}>
          <button
            type="button"
            className={classes.choice}
            disabled={choice.disabled}
            data-autofocus={(props.unfocused !== true && index === first) || undefined}
            onClick={() => onChoose(choice.id)}
          >
            <span className={classes.key}>{choice.key !== undefined && <KeyHint keys={choice.key} />}</span>
            <span className={classes.text}>
              <span className={classes.title}>{choice.title}</span>
              {choice.detail !== undefined && <span className={classes.detail}>{choice.detail}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Where the cursor goes in a list of `count`; null when the key does not move it. */
function nextAt(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
