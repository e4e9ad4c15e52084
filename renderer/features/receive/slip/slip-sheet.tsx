import { IconFileAlert, IconFileX, IconMessageReport } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, Section, StateBadge, useKey } from '#renderer/ui/index.ts';
import type { SlipKind } from '#shared/dossier/index.ts';
import { useApplicantNameLabel } from '../applicant/applicant-kind.tsx';
import { focusField, focusLine, focusPapers } from '../focus.ts';
import { parsePlainDate, tidyDueDate } from '../model/due-text.ts';
import type { PaperAction } from '../model/reducer.ts';
import { gapRows, reasonCode } from '../model/slip.ts';
import { PapersGrid } from '../papers/papers-grid.tsx';
import { ChoiceCell } from '../parts/choice-cell.tsx';
import { TextCell } from '../parts/text-cell.tsx';
import { useProblem, useReception, useReceptionStore } from '../use-reception.tsx';
import { GapLines } from './gap-lines.tsx';
import classes from './slip-sheet.module.css';
import type { Slip } from './use-slip.ts';

/** What the clerk says when nothing can be received: what is missing, or why it is refused. Keys alone do. */
export function SlipSheet(props: { slip: Slip }) {
  const t = useTexts();
  const { kind } = props.slip;
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title} data-slip={kind}>
          {kind === 'supplement' ? (
            <IconFileAlert aria-hidden size="1.4rem" />
          ) : (
            <IconFileX aria-hidden size="1.4rem" />
          )}
          {t(`slips.titles.${kind}`)}
        </h2>
        <span className={classes.note}>{t(`slips.notes.${kind}`)}</span>
      </div>
      <WhoAndWhat />
      {kind === 'supplement' && <Gaps />}
      <Reason slip={props.slip} />
      <FirstField kind={kind} />
    </>
  );
}

/** Puts the cursor where the first thing is still to be said. */
function FirstField(props: { kind: SlipKind }): null {
  const store = useReceptionStore();
  const { kind } = props;
  useEffect(() => {
    const { form } = store.get();
    if (form.applicant.fields.name.trim() === '') focusField('applicant.name');
    else if (form.procedure === null && form.slip.matter.trim() === '') focusField('matter');
    else if (kind === 'refusal') focusField('reason.code');
    else focusField('gaps');
  }, [store, kind]);
  return null;
}

/** Who came for what; the name can be typed or scanned here, the matter said in words where no procedure fits. */
function WhoAndWhat() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const { procedure, applicant } = form;
  const nameLabel = useApplicantNameLabel();
  return (
    <div className={classes.who}>
      <TextCell
        path="applicant.name"
        label={nameLabel}
        maxLength={200}
        onChange={(value) => dispatch({ kind: 'applicant-typed', field: 'name', value })}
        source={applicant.sources.name}
        strong
        value={applicant.fields.name}
      />
      {procedure === null ? (
        <TextCell
          path="matter"
          label={t('slips.matter')}
          edge="right"
          maxLength={1000}
          onChange={(value) => dispatch({ kind: 'slip-typed', field: 'matter', value })}
          placeholder={t('slips.matterHint')}
          value={form.slip.matter}
        />
      ) : (
        <div className={classes.procedure}>
          <span className={classes.label}>{t('receive.procedure.title')}</span>
          <span className={classes.name} title={procedure.name}>
            {procedure.name}
          </span>
        </div>
      )}
    </div>
  );
}

function Gaps() {
  const t = useTexts();
  const store = useReceptionStore();
  const { form, dispatch } = useReception();
  const problem = useProblem('gaps');
  const rows = gapRows(form);
  const newLine = useCallback(() => void focusLine(store.get().form.slip.lines.length), [store]);
  const act = useCallback(
    (action: PaperAction) => {
      if (action.kind === 'paper-added') newLine();
      else dispatch({ kind: 'slip-paper', action });
    },
    [dispatch, newLine],
  );
  useKey('Insert', newLine, { label: t('slips.keys.line') });
  return (
    <Section
      title={t('slips.gaps.title')}
      icon={<IconMessageReport size="1.2rem" stroke={1.7} />}
      grow
      badge={
        problem !== undefined && (
          <span role="alert">
            <StateBadge tone="bad">{problem}</StateBadge>
          </span>
        )
      }
      aside={
        <span className={classes.aside}>
          {rows.length > 0 && (
            <span>
              <KeyHint keys="Space" /> {t('slips.gaps.tickHint')}
            </span>
          )}
          <span>
            <KeyHint keys="Insert" /> {t('slips.gaps.lineHint')}
          </span>
        </span>
      }
    >
      {rows.length > 0 && (
        <PapersGrid
          dispatch={act}
          meaning="asked"
          onLeave={() => focusLine(0)}
          read={() => gapRows(store.get().form)}
          rows={rows}
        />
      )}
      <GapLines onBack={() => void focusPapers()} onLeave={() => void focusField('reason.code')} />
    </Section>
  );
}

function Reason(props: { slip: Slip }) {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const { kind, reasons } = props.slip;
  const { text } = form.slip.reasons[kind];
  const { until } = form.slip;
  const code = reasonCode(form, kind, reasons);
  const textNeeded = reasons.find((one) => one.code === code)?.textNeeded === true;
  return (
    <div className={classes.reason}>
      <ChoiceCell
        path="reason.code"
        label={t(`slips.reason.${kind}`)}
        above
        onChange={(value) => dispatch({ kind: 'slip-reason', slip: kind, field: 'code', value })}
        options={reasons.map(({ code, label }) => ({ value: code, label }))}
        value={code}
      />
      <TextCell
        path="reason.text"
        label={t('slips.reason.text')}
        above
        edge={kind === 'refusal' ? 'right' : undefined}
        maxLength={500}
        onChange={(value) => dispatch({ kind: 'slip-reason', slip: kind, field: 'text', value })}
        placeholder={t(`slips.reason.textHint.${textNeeded && kind === 'supplement' ? 'needed' : kind}`)}
        required={textNeeded}
        rows={kind === 'refusal' ? 3 : undefined}
        value={text}
      />
      {kind === 'supplement' && (
        <TextCell
          path="until"
          label={t('slips.until')}
          above
          edge="right"
          inputMode="numeric"
          maxLength={10}
          onChange={(value) => dispatch({ kind: 'slip-typed', field: 'until', value })}
          onLeave={() => {
            if (parsePlainDate(until) !== undefined && tidyDueDate(until) !== until)
              dispatch({ kind: 'slip-typed', field: 'until', value: tidyDueDate(until) });
          }}
          placeholder={t('receive.applicant.birthHint')}
          scanDigits={8}
          value={until}
        />
      )}
    </div>
  );
}
