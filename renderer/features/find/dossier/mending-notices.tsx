import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { type ScannedReceipt, type Tone, ToneIcon } from '#renderer/ui/index.ts';
import type { Dossier, MendingReason } from '#shared/dossier/index.ts';
import { DossierLink } from './dossier-link.tsx';
import classes from './mending-notices.module.css';

/** What must be known before anything else on the page: cancelled, corrected, or opened by a paper that lost its place. */
export function MendingNotices(props: {
  dossier: Dossier;
  printed: boolean;
  scanned: ScannedReceipt | null;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { dossier, scanned } = props;
  const { cancelled, correction, follows, followedBy, slip } = dossier;
  return (
    <>
      {scanned !== null && <ScannedNotice scanned={scanned} />}
      {cancelled !== null && (
        <Notice tone="bad">
          <strong>
            {t(slip === undefined ? 'corrections.banner.cancelled' : 'dossier.slip.cancelled', {
              at: formats.shortMoment(cancelled.at),
              by: cancelled.by.name,
            })}
          </strong>{' '}
          {t(slip === undefined ? 'corrections.banner.cancelledReason' : 'dossier.slip.cancelledReason', {
            reason: reasonText(cancelled.reason),
          })}
        </Notice>
      )}
      {followedBy !== null && (
        <Notice tone="good">
          {t('dossier.slip.followedBy')} <DossierLink id={followedBy} />
        </Notice>
      )}
      {follows !== undefined && (
        <Notice tone="neutral">
          {t('dossier.slip.follows')} <DossierLink id={follows} />
        </Notice>
      )}
      {correction !== null && (
        <Notice tone="neutral">
          {t('corrections.banner.corrected', {
            revision: dossier.revision,
            at: formats.shortMoment(correction.at),
            by: correction.by.name,
            reason: reasonText(correction.reason),
          })}{' '}
          {!props.printed && cancelled === null && (
            <strong>{t('corrections.banner.notPrinted', { revision: dossier.revision })}</strong>
          )}
        </Notice>
      )}
    </>
  );
}

function ScannedNotice(props: { scanned: ScannedReceipt }) {
  const t = useTexts();
  const formats = useFormats();
  const { revision, current, supersededAt } = props.scanned;
  if (revision === null) return <Notice tone="neutral">{t('corrections.banner.scannedCode')}</Notice>;
  if (supersededAt !== null) {
    return (
      <Notice tone="attention" scanned>
        <strong>
          {t('corrections.banner.scannedSuperseded', { revision, date: formats.date(supersededAt) })}
        </strong>{' '}
        {t('corrections.banner.scannedSupersededText', { current })}
      </Notice>
    );
  }
  return revision > current ? (
    <Notice tone="bad">{t('corrections.banner.scannedFuture', { revision, current })}</Notice>
  ) : (
    <Notice tone="good">{t('corrections.banner.scannedCurrent', { revision })}</Notice>
  );
}

function Notice(props: { tone: Tone; scanned?: boolean; children: React.ReactNode }) {
  return (
    <div
      role="status"
      className={classes.notice}
      data-tone={props.tone}
      data-superseded={props.scanned === true || undefined}
    >
      <ToneIcon tone={props.tone} size="1.25rem" />
      <div>{props.children}</div>
    </div>
  );
}

/** A reason of the list, and what was written beside it. */
export function reasonText({ label, text }: MendingReason): string {
  return text === '' ? label : `${label} (${text})`;
}
