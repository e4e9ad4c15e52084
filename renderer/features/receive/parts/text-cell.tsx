import type { ChangeEvent, HTMLAttributes, ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { ToneIcon } from '#renderer/ui/index.ts';
import type { FieldSource } from '../model/form.ts';
import { type FieldPath, fieldElementId } from '../model/form-fields.ts';
import { useProblem, useReception, useWarning } from '../use-reception.tsx';
import classes from './field.module.css';

export type CellFrame = {
  path: FieldPath;
  label: string;
  /** Replaces the text of the label (a choice of the kind of number); the accessible name stays `label`. */
  labelNode?: ReactNode;
  source?: FieldSource | undefined;
  /** Said behind the label, in words beside the colour. */
  sourceText?: string | undefined;
  /** Where the message opens: fields at the right edge open it to the left, fields low on the screen upwards. */
  edge?: 'right' | undefined;
  above?: boolean;
  strong?: boolean;
  /** It cannot stay empty: said behind the label, and to assistive technology. */
  required?: boolean;
  className?: string | undefined;
};

/** Label, control and what is wrong with it. The message opens at the field itself and is always read to screen readers. */
export function Cell(props: CellFrame & { children: ReactNode }) {
  const t = useTexts();
  const problem = useProblem(props.path);
  const warning = useWarning(props.path);
  const id = fieldElementId(props.path);
  return (
    <div
      className={`${classes.field} ${props.className ?? ''}`}
      data-source={props.source}
      data-problem={problem === undefined ? undefined : true}
      data-edge={props.edge}
      data-above={props.above || undefined}
      data-strong={props.strong || undefined}
    >
      <div className={classes.labelLine}>
        {props.labelNode ?? (
          <label className={classes.label} htmlFor={id}>
            {props.label}
          </label>
        )}
        {props.required === true && <span className={classes.required}>{t('common.required')}</span>}
        {warning !== undefined && (
          <span className={classes.doubt} title={warning}>
            <ToneIcon tone="attention" /> {t('receive.applicant.compare')}
          </span>
        )}
        {props.sourceText !== undefined && <span className={classes.source}>{props.sourceText}</span>}
      </div>
      {props.children}
      {problem !== undefined && (
        <div className={classes.problem} id={`${id}-problem`}>
          <ToneIcon tone="bad" />
          <span>{problem}</span>
        </div>
      )}
    </div>
  );
}

/** What a control tells assistive technology about its problem. */
export function useCellControl(path: FieldPath) {
  const problem = useProblem(path);
  const id = fieldElementId(path);
  const { update } = useReception();
  return {
    id,
    'aria-invalid': problem === undefined ? undefined : true,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
    visit: () =>
      update((now) => (now.visited.has(path) ? now : { ...now, visited: new Set([...now.visited, path]) })),
  };
}

/** One line of typed text. Enter moves on (the page sees to it), leaving tidies. */
export function TextCell(
  props: CellFrame & {
    value: string;
    onChange: (value: string) => void;
    /** Called on leaving, to write the value as it is usually written. */
    onLeave?: () => void;
    maxLength: number;
    placeholder?: string;
    inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
    disabled?: boolean;
    /** Most digits of a scanned bare number that may land here. */
    scanDigits?: number;
    list?: string;
    /** As many lines to write in; Enter moves on here as well. One where absent. */
    rows?: number | undefined;
  },
) {
  const { visit, ...control } = useCellControl(props.path);
  const common = {
    ...control,
    'aria-required': props.required || undefined,
    'aria-label': props.labelNode === undefined ? undefined : props.label,
    autoComplete: 'off',
    'data-scan-digits': props.scanDigits,
    'data-stop': true,
    disabled: props.disabled,
    inputMode: props.inputMode,
    maxLength: props.maxLength,
    onBlur: () => {
      props.onLeave?.();
      visit();
    },
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      props.onChange(event.target.value),
    placeholder: props.placeholder,
    spellCheck: false,
    value: props.value,
  };
  return (
    <Cell {...props}>
      {props.rows === undefined ? (
        <input {...common} className={classes.control} list={props.list} />
      ) : (
        <textarea {...common} className={`${classes.control} ${classes.lines}`} rows={props.rows} />
      )}
    </Cell>
  );
}
