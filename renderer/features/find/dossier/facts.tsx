import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Label and value pairs. A fact without a value is left out, for an empty label says nothing. */
export function Facts(props: { children: ReactNode }) {
  return <dl className={classes.facts}>{props.children}</dl>;
}

export function Fact(props: { label: string; wide?: boolean; children: ReactNode }) {
  if (props.children === null || props.children === undefined || props.children === '') return null;
  return (
    <div className={classes.fact} data-wide={props.wide === true || undefined}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
