import { IconFileDescription } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import type { OfficeError } from '#renderer/office/index.ts';
import { EmptyState, PaperView, StateBadge } from '#renderer/ui/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';
import classes from './paper-pane.module.css';

/** The sheet that the citizen will hold, live, and below it what explains it. */
export function PaperPane(props: {
  document: FormDocument | null;
  /** The paper answers an older state of the form. */
  busy: boolean;
  /** The office could not say how the paper looks now. */
  failure: OfficeError | null;
  /** Above the paper: that it is not printed. */
  note?: string | undefined;
  children?: ReactNode;
}) {
  const t = useTexts();
  const errorText = useErrorText();
  const { document, failure } = props;
  return (
    <aside className={classes.pane}>
      {props.note !== undefined && (
        <div className={classes.stale}>
          <StateBadge tone="neutral">{props.note}</StateBadge>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label={t('receive.paper.title')} className={classes.sheet} tabIndex={0}>
        {document === null ? (
          <EmptyState
            icon={<IconFileDescription size={36} stroke={1.4} />}
            text={t('receive.paper.waitingText')}
            title={t('receive.paper.waiting')}
          />
        ) : (
          <PaperView busy={props.busy} document={document} />
        )}
      </section>
      {failure !== null && (
        <div className={classes.stale} role="status">
          <StateBadge tone="attention">{t('receive.paper.stale', { reason: errorText(failure) })}</StateBadge>
        </div>
      )}
      {props.children}
    </aside>
  );
}
