import type { ReactNode } from 'react';
import classes from './columns.module.css';

/** Columns of cards beside each other on a `Page`; below each other where the page is narrow. */
export function Columns(props: { children: ReactNode }) {
  return <div className={classes.columns}>{props.children}</div>;
}

/** One of the `Columns`. */
export function Column(props: { children: ReactNode }) {
  return <div className={classes.column}>{props.children}</div>;
}
