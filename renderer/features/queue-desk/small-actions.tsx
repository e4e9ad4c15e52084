import { shortKey } from './queue-keys.ts';
import classes from './queue-strip.module.css';

/** What else can be done: its key, its name, and its place on the strip. */
export type StripAction = {
  key: string;
  name: string;
  run: () => void;
  /** `ticket`: with the ticket at the counter; `always`: stands at the end. */
  place: 'ticket' | 'always';
  /** How many it is about, and the same in words. */
  count?: number;
  countText?: string;
  /** Stands out: it is what is mostly done next. */
  marked?: boolean;
  /** Stays on the smallest strip. */
  stays?: boolean;
  /** Goes first where there is little room. */
  least?: boolean;
};

/** The buttons behind F9. The cursor stays in the form when they are clicked. */
export function SmallActions(props: { actions: readonly StripAction[]; quiet: boolean }) {
  return (
    <div className={classes.actions}>
      {props.actions
        .filter((action) => !props.quiet || action.stays === true || action.least === true)
        .map((action) => (
          <button
            type="button"
            key={action.key}
            className={classes.action}
            data-place={action.place}
            data-stays={action.stays === true || undefined}
            data-least={action.least === true || undefined}
            data-marked={action.marked === true || undefined}
            aria-keyshortcuts={action.key}
            title={
              [action.name, action.countText].filter((part) => part !== undefined).join(', ') +
              ` (${action.key})`
            }
            onMouseDown={(event) => event.preventDefault()}
            onClick={action.run}
          >
            {action.name}
            {action.count !== undefined && (
              <span className={classes.badge} data-attention={action.place === 'always' || undefined}>
                {action.count}
              </span>
            )}
            <span aria-hidden className={classes.cap}>
              {shortKey(action.key)}
            </span>
          </button>
        ))}
    </div>
  );
}
