import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './section.module.css';

/** A white card with a numbered title: one step of a form, or one part of a page. `aside` stands at the right of the title. */
export function Section(props: {
  title: string;
  number?: number;
  icon?: ReactNode;
  badge?: ReactNode;
  aside?: ReactNode;
  /** Fills the height that is left and lets its content scroll. */
  grow?: boolean;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={classes.card} data-grow={props.grow === true || undefined}>
      <header className={classes.head}>
        {props.icon !== undefined && (
          <span aria-hidden className={classes.icon}>
            {props.icon}
          </span>
        )}
        <h2 id={titleId} className={classes.title}>
          {props.number === undefined ? props.title : `${props.number} · ${props.title}`}
        </h2>
        {props.badge}
        {props.aside !== undefined && <div className={classes.aside}>{props.aside}</div>}
      </header>
      <div className={classes.body}>{props.children}</div>
    </section>
  );
}
