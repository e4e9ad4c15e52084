import { Title } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useArrival } from './focus/use-arrival.ts';
import classes from './page.module.css';

/** A screen with a title line and cards below; scrolls as a whole. Its title has the cursor where no field takes it. `narrow` keeps lines short enough to read. */
export function Page(props: {
  title: string;
  before?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  /** The content fills the height and scrolls in itself (a list). */
  fill?: boolean;
  children: ReactNode;
}) {
  const page = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(page, heading);
  return (
    <div
      ref={page}
      className={classes.page}
      data-narrow={props.narrow === true || undefined}
      data-fill={props.fill === true || undefined}
    >
      <header className={classes.head}>
        {props.before}
        <Title ref={heading} order={1} size="h4" tabIndex={-1} className={classes.title ?? ''}>
          {props.title}
        </Title>
        {props.actions !== undefined && <div className={classes.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}
