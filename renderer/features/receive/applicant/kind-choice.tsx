import { useTexts } from '#renderer/i18n/index.ts';
import type { IdKind } from '#shared/dossier/index.ts';
import classes from '../parts/field.module.css';

const KINDS: readonly IdKind[] = ['citizen-number', 'identity-card-9', 'passport', 'none'];

/** The kind of paper a number stands on, chosen in the place of the number's label. */
export function KindChoice(props: { id: string; value: IdKind; onChange: (kind: IdKind) => void }) {
  const t = useTexts();
  return (
    <select
      aria-label={t('receive.applicant.idKind')}
      className={classes.kind}
      id={props.id}
      onChange={(event) => {
        const chosen = KINDS.find((kind) => kind === event.target.value);
        if (chosen !== undefined) props.onChange(chosen);
      }}
      value={props.value}
    >
      {KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {t(`receive.applicant.idKinds.${kind}`)}
        </option>
      ))}
    </select>
  );
}
