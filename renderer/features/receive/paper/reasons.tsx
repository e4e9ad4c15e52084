import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { StateBadge, ToneIcon } from '#renderer/ui/index.ts';
import type { ReceptionPreview } from '#shared/contract/index.ts';
import classes from './paper-pane.module.css';

/** "Vì sao trả …?": each step that led to the due date, then the fee's, then what the clerk should look at. */
export function Reasons(props: Pick<ReceptionPreview, 'due' | 'fee' | 'feeSteps' | 'warnings'>) {
  const t = useTexts();
  const formats = useFormats();
  const { due, fee, warnings } = props;
  // What costs nothing needs no reasons.
  const feeSteps = fee?.basis === 'free' ? [] : props.feeSteps;
  if (due === null && feeSteps.length === 0 && warnings.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={t('receive.paper.whyLater')} className={classes.reasons} tabIndex={0}>
      {due !== null && (
        <>
          <h2 className={classes.why}>
            {t(due.basis === 'clerk' ? 'receive.paper.whyEntered' : 'receive.paper.why', {
              when: formats.moment(due.at),
            })}
            {due.provisional && <StateBadge tone="attention">{t('receive.paper.provisional')}</StateBadge>}
          </h2>
          <ol className={classes.steps}>
            {due.steps.map((step) => (
              <li key={`${step.code} ${step.text}`}>{step.text}</li>
            ))}
            {due.provisional && <li>{t('receive.paper.provisionalText')}</li>}
          </ol>
        </>
      )}
      {feeSteps.length > 0 && (
        <>
          <h2 className={classes.why}>
            {fee === null
              ? t('receive.result.fee')
              : t('receive.paper.feeWhy', { amount: formats.money(fee.amount) })}
          </h2>
          <ol className={classes.steps}>
            {feeSteps.map((step) => (
              <li key={`${step.code} ${step.text}`}>{step.text}</li>
            ))}
          </ol>
        </>
      )}
      {warnings.length > 0 && (
        <ul aria-label={t('receive.paper.warnings')} className={classes.warnings}>
          {warnings.map((warning) => (
            <li key={warning.message}>
              <ToneIcon tone="attention" /> {warning.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
