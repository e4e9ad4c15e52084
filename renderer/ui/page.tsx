import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

/** A screen with a title line and cards below; scrolls as a whole. `narrow` keeps lines short enough to read. */
export function Page(props: {
  title: string;
  before?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  /** The content fills the height and scrolls in itself (a list). */
  fill?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={classes.page}
      data-narrow={props.narrow === true || undefined}
      data-fill={props.fill === true || undefined}
    >
      <header className={classes.head}>
        {props.before}
        <Title order={1} size="h4" className={classes.title ?? ''}>
          {props.title}
        </Title>
        {props.actions !== undefined && <div className={classes.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}
