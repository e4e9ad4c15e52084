import { IconHistory } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useReception } from '../use-reception.tsx';
import classes from './applicant-card.module.css';

/** Another card was read over an applicant: the way back. */
export function UndoScan() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  if (form.beforeScan === null) return null;
  return (
    <button className={classes.link} onClick={() => dispatch({ kind: 'scan-undone' })} type="button">
      {t('receive.applicant.undoScan')}
    </button>
  );
}

/** "Đã từng nộp hồ sơ ở đây": what was filled in from an earlier visit, and the way to take it back. */
export function KnownNote() {
  const t = useTexts();
  const formats = useFormats();
  const { form, dispatch } = useReception();
  const { known } = form.applicant;
  // In the same visit the clerk has just received them.
  if (known === null || known.undone || form.visitOf !== null) return null;
  const { citizen, filled } = known;
  const fields = Object.keys(filled).length;
  return (
    <span className={classes.known}>
      <IconHistory aria-hidden size="1em" />
      {citizen.dossiers === 0
        ? t('receive.applicant.knownBySlip', { when: formats.date(citizen.lastReceivedAt) })
        : t('receive.applicant.known', {
            count: citizen.dossiers,
            when: formats.date(citizen.lastReceivedAt),
          })}
      {fields > 0 && (
        <button className={classes.link} onClick={() => dispatch({ kind: 'known-refused' })} type="button">
          {t('receive.applicant.knownUndo')}
        </button>
      )}
    </span>
  );
}
