import { shortKey } from './queue-keys.ts';
import classes from './queue-strip.module.css';

/** What else can be done: its key, its name, and its place on the strip. */
export type StripAction = {
  key: string;
  name: string;
  run: () => void;
  /** `ticket`: with the ticket at the counter; `always`: stands at the end. */
  place: 'ticket' | 'always';
  /** How many it is about; 0 is not written. */
  count?: number;
  /** Stands out: it is what is mostly done next. */
  marked?: boolean;
  /** Stays on the smallest strip. */
  stays?: boolean;
};

/** The buttons behind F9. The cursor stays in the form when they are clicked. */
export function SmallActions(props: { actions: readonly StripAction[]; quiet: boolean }) {
  return (
    <div className={classes.actions}>
      {props.actions
        .filter((action) => !props.quiet || action.stays === true)
        .map((action) => (
          <button
            type="button"
            key={action.key}
            className={classes.action}
            data-place={action.place}
            data-stays={action.stays === true || undefined}
            data-marked={action.marked === true || undefined}
            aria-keyshortcuts={action.key}
            title={`${action.name} (${action.key})`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={action.run}
          >
            {action.name}
            {action.count !== undefined && action.count > 0 && (
              <span className={classes.badge}>{action.count}</span>
            )}
            <span aria-hidden className={classes.cap}>
              {shortKey(action.key)}
            </span>
          </button>
        ))}
    </div>
  );
}
