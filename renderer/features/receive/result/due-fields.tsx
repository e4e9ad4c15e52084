import { useTexts } from '#renderer/i18n/index.ts';
import { tidyDueDate, tidyDueTime } from '../model/due-text.ts';
import type { DueFields as DueTexts } from '../model/form.ts';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import classes from './result-card.module.css';

/** Date, time and reason, where nothing in the catalogue says when. */
export function DueFields() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const put = (field: keyof DueTexts) => (value: string) => dispatch({ kind: 'due-typed', field, value });
  const tidy = (field: keyof DueTexts, value: string) => {
    if (value !== form.due[field]) put(field)(value);
  };
  return (
    <>
      <TextCell
        path="due.at"
        label={t('receive.result.dueDate')}
        above
        className={classes.date}
        inputMode="numeric"
        maxLength={10}
        onChange={put('date')}
        onLeave={() => tidy('date', tidyDueDate(form.due.date))}
        placeholder={t('receive.applicant.birthHint')}
        scanDigits={8}
        value={form.due.date}
      />
      <TextCell
        path="due.time"
        label={t('receive.result.dueTime')}
        above
        className={classes.short}
        maxLength={5}
        onChange={put('time')}
        onLeave={() => tidy('time', tidyDueTime(form.due.time))}
        scanDigits={4}
        value={form.due.time}
      />
      <TextCell
        path="due.reason"
        label={t('receive.result.dueReason')}
        above
        edge="right"
        className={classes.long}
        maxLength={500}
        onChange={put('reason')}
        placeholder={t('receive.result.dueNeeded')}
        value={form.due.reason}
      />
    </>
  );
}
