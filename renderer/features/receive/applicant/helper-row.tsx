import { useTexts } from '#renderer/i18n/index.ts';
import { NUMBER_FIELD_LENGTH } from '#renderer/ui/index.ts';
import { formatPhone, parsePhone } from '#shared/citizen/index.ts';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import classes from './applicant-card.module.css';

/** Who helped at the counter: recorded, neither applicant nor filer. */
export function HelperRow() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const { helper } = form;
  if (helper === null) return null;
  const put = (field: 'name' | 'phone') => (value: string) =>
    dispatch({ kind: 'people-helper-typed', field, value });
  return (
    <fieldset className={classes.helper}>
      <legend hidden>{t('receive.people.helper')}</legend>
      <TextCell
        path="helper.name"
        label={t('receive.people.helperTitle')}
        maxLength={200}
        onChange={put('name')}
        value={helper.name}
      />
      <TextCell
        path="helper.phone"
        label={t('receive.people.helperPhone')}
        inputMode="tel"
        maxLength={NUMBER_FIELD_LENGTH}
        onChange={put('phone')}
        onLeave={() => {
          const read = parsePhone(helper.phone);
          if (read.ok && formatPhone(read.value) !== helper.phone) put('phone')(formatPhone(read.value));
        }}
        placeholder={t('receive.applicant.none')}
        scanDigits={11}
        value={helper.phone}
      />
      <span className={classes.helperNote}>{t('receive.people.helperNote')}</span>
    </fieldset>
  );
}
