import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** An empty screen: what will appear here and how to begin. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: string;
  /** The title is the heading of a screen that has no other. */
  heading?: boolean;
  text?: string;
  children?: ReactNode;
}) {
  const Title = props.heading === true ? 'h1' : 'p';
  return (
    <div className={classes.empty}>
      {props.icon !== undefined && (
        <span aria-hidden className={classes.icon}>
          {props.icon}
        </span>
      )}
      <Title className={classes.title} tabIndex={props.heading === true ? -1 : undefined}>
        {props.title}
      </Title>
      {props.text !== undefined && <p className={classes.text}>{props.text}</p>}
      {props.children}
    </div>
  );
}
