import { useTexts } from '#renderer/i18n/index.ts';
import { NUMBER_FIELD_LENGTH } from '#renderer/ui/index.ts';
import { formatPhone, parsePhone } from '#shared/citizen/index.ts';
import type { FilerFields } from '../model/form.ts';
import { fieldElementId } from '../model/form-fields.ts';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import classes from './applicant-card.module.css';
import { KindChoice } from './kind-choice.tsx';

const GROUNDS = ['authorised', 'parent', 'guardian', 'legal', 'relative', 'spouse'] as const;
const GROUNDS_ID = 'receive-filer-grounds';

/** Who hands the dossier in when it is not the applicant, and by what right. */
export function FilerRow() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const filer = form.filer;
  if (filer === null) return null;
  const put = (field: keyof FilerFields) => (value: string) =>
    dispatch({ kind: 'filer-typed', field, value });
  const withoutPaper = filer.idKind === 'none';
  return (
    <fieldset className={classes.filer} data-filer>
      <legend hidden>{t('receive.filer.title')}</legend>
      <TextCell
        path="filer.name"
        label={t('receive.filer.name')}
        maxLength={200}
        onChange={put('name')}
        value={filer.name}
      />
      <TextCell
        path="filer.idNumber"
        label={`${t('receive.filer.title')}: ${t('receive.applicant.idNumber')}`}
        labelNode={
          <KindChoice id={fieldElementId('filer.idKind')} onChange={put('idKind')} value={filer.idKind} />
        }
        disabled={withoutPaper}
        maxLength={NUMBER_FIELD_LENGTH}
        onChange={put('idNumber')}
        scanDigits={12}
        value={withoutPaper ? '' : filer.idNumber}
      />
      <TextCell
        path="filer.phone"
        label={t('receive.applicant.phone')}
        inputMode="tel"
        maxLength={NUMBER_FIELD_LENGTH}
        onChange={put('phone')}
        onLeave={() => {
          const read = parsePhone(filer.phone);
          if (read.ok && formatPhone(read.value) !== filer.phone) put('phone')(formatPhone(read.value));
        }}
        placeholder={t('receive.applicant.none')}
        scanDigits={11}
        value={filer.phone}
      />
      <TextCell
        path="filer.ground"
        label={t('receive.filer.ground')}
        list={GROUNDS_ID}
        maxLength={300}
        onChange={put('ground')}
        value={filer.ground}
      />
      <TextCell
        path="filer.paper"
        label={t('receive.people.paper')}
        edge="right"
        maxLength={300}
        onChange={put('paper')}
        placeholder={t('receive.people.paperHint')}
        value={filer.paper}
      />
      <datalist id={GROUNDS_ID}>
        {GROUNDS.map((ground) => (
          <option key={ground} value={t(`receive.filer.grounds.${ground}`)} />
        ))}
      </datalist>
    </fieldset>
  );
}
