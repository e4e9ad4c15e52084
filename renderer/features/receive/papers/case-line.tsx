import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, useKey } from '#renderer/ui/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { focusPapers } from '../focus.ts';
import { useReception } from '../use-reception.tsx';
import classes from './papers-card.module.css';

/** The case that was chosen, and the way to choose another. */
export function CaseLine(props: { procedure: Procedure }) {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const chosen = props.procedure.cases.find((one) => one.id === form.caseId);
  const change = (): void => {
    dispatch({ kind: 'case-reopened' });
    setTimeout(focusPapers);
  };
  useKey('Alt+C', change, { label: t('receive.keys.changeCase') });
  return (
    <span className={classes.caseLine}>
      <span className={classes.caseName} title={chosen?.name}>
        {t('receive.cases.chosen')}: <strong>{chosen?.name || t('receive.cases.unnamed')}</strong>
      </span>
      <button className={classes.link} onClick={change} type="button">
        {t('receive.cases.change')}
      </button>
      <KeyHint keys="Alt+C" />
    </span>
  );
}
