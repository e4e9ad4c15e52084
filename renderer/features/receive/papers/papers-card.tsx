import { IconFiles } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { EmptyState, KeyHint, Section, StateBadge, useKey } from '#renderer/ui/index.ts';
import { focusedPaper, focusPaper } from '../focus.ts';
import { findNextMissing, missingCounts, requiredAreTicked } from '../model/paper-rows.ts';
import { useProblem, useReception, useReceptionStore } from '../use-reception.tsx';
import { CaseLine } from './case-line.tsx';
import { CasePicker } from './case-picker.tsx';
import classes from './papers-card.module.css';
import { PapersGrid } from './papers-grid.tsx';

/** What is handed in or shown, per case of the procedure. */
export function PapersCard(props: { onLeave: () => void }) {
  const t = useTexts();
  const store = useReceptionStore();
  const { form, dispatch } = useReception();
  const problem = useProblem('papers');
  const { procedure } = form;
  const choosing = procedure !== null && form.caseId === null;
  const hasCases = procedure !== null && !choosing && procedure.cases.length > 1;
  const listed = procedure !== null && !choosing;
  useKey('*', () => dispatch({ kind: 'required-toggled' }), {
    label: t('receive.papers.keys.required'),
    enabled: listed,
  });
  useKey('Insert', () => dispatch({ kind: 'paper-added' }), {
    label: t('receive.papers.keys.add'),
    enabled: listed,
  });
  useKey(
    'M',
    () => {
      const missing = findNextMissing(form.papers, focusedPaper());
      if (missing !== undefined) focusPaper(missing.key);
    },
    { label: t('receive.papers.keys.missing'), enabled: listed },
  );
  return (
    <Section
      number={3}
      title={t('receive.papers.title')}
      icon={<IconFiles size="1.2rem" stroke={1.7} />}
      grow
      badge={
        <>
          {problem === undefined ? (
            <Completeness />
          ) : (
            <span role="alert">
              <StateBadge tone="bad">{problem}</StateBadge>
            </span>
          )}
          {hasCases && <CaseLine procedure={procedure} />}
        </>
      }
      aside={
        procedure !== null &&
        !choosing && (
          <>
            {!hasCases && (
              <>
                <KeyHint keys="ArrowUp" /> <KeyHint keys="ArrowDown" /> {t('receive.papers.countHint')}{' '}
              </>
            )}
            <KeyHint keys="Insert" /> {t('receive.papers.addHint')}
          </>
        )
      }
    >
      <div className={classes.body}>
        {procedure === null && (
          <div className={classes.empty}>
            <EmptyState text={t('receive.papers.emptyText')} title={t('receive.papers.emptyTitle')} />
          </div>
        )}
        {choosing && <CasePicker procedure={procedure} />}
        {procedure !== null && !choosing && (
          <PapersGrid
            dispatch={dispatch}
            expected={form.follows?.asked ?? []}
            meaning="received"
            onLeave={props.onLeave}
            read={() => store.get().form.papers}
            rows={form.papers}
          />
        )}
      </div>
    </Section>
  );
}

/** How complete the papers are, in a word. */
function Completeness() {
  const t = useTexts();
  const { form } = useReception();
  if (form.procedure === null || form.caseId === null || form.papers.length === 0) return null;
  const missing = missingCounts(form.papers);
  if (missing.required > 0)
    return (
      <StateBadge tone="attention">
        {t('receive.papers.missingRequired', { count: missing.required })}
      </StateBadge>
    );
  const someRequired = form.papers.some((row) => row.need === 'required');
  return (
    <StateBadge tone={someRequired && requiredAreTicked(form.papers) ? 'good' : 'neutral'}>
      {someRequired
        ? t('receive.papers.complete')
        : t('receive.papers.missingConditional', { count: missing.conditional })}
    </StateBadge>
  );
}
