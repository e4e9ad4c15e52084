import { IconFileDescription } from '@tabler/icons-react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { EmptyState, PaperView, StateBadge } from '#renderer/ui/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
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
  /** The dossier once it is received: its own reasons stand below, not those of the last preview. */
  received: Dossier | null;
}) {
  const t = useTexts();
  const errorText = useErrorText();
  const { document, live, received } = props;
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
      {live.failure !== null && received === null && (
        <div className={classes.stale} role="status">
          <StateBadge tone="attention">
            {t('receive.paper.stale', { reason: errorText(live.failure) })}
          </StateBadge>
        </div>
      )}
      {received !== null ? (
        <Reasons due={received.due} fee={received.fee} feeSteps={received.fee.steps} warnings={[]} />
      ) : (
        live.preview !== null && <Reasons {...live.preview} />
      )}
    </aside>
  );
}
