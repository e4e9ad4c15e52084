import classes from './key-hint.module.css';
import { keyCaps } from './keys/key-names.ts';

/** A key as it is printed on the keyboard, beside what it does. `onAccent`: on a filled button. */
export function KeyHint(props: { keys: string; onAccent?: boolean }) {
  return (
    <kbd className={classes.keys} data-on-accent={props.onAccent === true || undefined}>
      {keyCaps(props.keys).map((cap) => (
        <span key={cap} className={classes.cap}>
          {cap}
        </span>
      ))}
    </kbd>
  );
}
