import { IconFileDescription } from '@tabler/icons-react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { EmptyState, PaperView, StateBadge } from '#renderer/ui/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';
import type { LivePreview } from '../use-preview.ts';
import classes from './paper-pane.module.css';
import { Reasons } from './reasons.tsx';

/** The sheet that the citizen will hold, live, and below it why the result comes on that day. */
export function PaperPane(props: {
  document: FormDocument | null;
  live: LivePreview;
  /** The paper answers an older state of the form. */
  busy: boolean;
}) {
  const t = useTexts();
  const errorText = useErrorText();
  const { document, live } = props;
  return (
    <aside className={classes.pane}>
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
      {live.failure !== null && (
        <div className={classes.stale} role="status">
          <StateBadge tone="attention">
            {t('receive.paper.stale', { reason: errorText(live.failure) })}
          </StateBadge>
        </div>
      )}
      {live.preview !== null && <Reasons preview={live.preview} />}
    </aside>
  );
}
