import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** An empty screen: what will appear here and how to begin. */
export function EmptyState(props: { icon?: ReactNode; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      {props.icon !== undefined && (
        <span aria-hidden className={classes.icon}>
          {props.icon}
        </span>
      )}
      <p className={classes.title}>{props.title}</p>
      {props.text !== undefined && <p className={classes.text}>{props.text}</p>}
      {props.children}
    </div>
  );
}
