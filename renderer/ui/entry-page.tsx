import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import classes from './entry-page.module.css';

/** One card in the middle: what stands before the work. `wide`: for lists and reports. */
export function EntryPage(props: {
  title: string;
  subtitle?: string | undefined;
  wide?: boolean;
  children: ReactNode;
}) {
  const t = useTexts();
  return (
    <main className={classes.page}>
      <div className={classes.card} data-wide={props.wide === true || undefined}>
        <p className={classes.product}>{t('common.product')}</p>
        <Title order={1} size="h3" tabIndex={-1}>
          {props.title}
        </Title>
        {props.subtitle !== undefined && <p className={classes.subtitle}>{props.subtitle}</p>}
        {props.children}
      </div>
    </main>
  );
}
