import type { KeyboardEvent } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { focusLine } from '../focus.ts';
import field from '../parts/field.module.css';
import { useReception } from '../use-reception.tsx';
import classes from './slip-sheet.module.css';

/** What is missing or wrong in the clerk's words, a line each; Enter begins the next, an empty line goes on. */
export function GapLines(props: { onBack: () => void; onLeave: () => void }) {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const lines = [...form.slip.lines, ''];

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, index: number, line: string): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return;
    if (event.key === 'Enter') {
      if (line.trim() === '') props.onLeave();
      else focusLine(index + 1);
    } else if (event.key === 'ArrowDown') focusLine(index + 1);
    else if (event.key === 'ArrowUp') {
      if (index === 0) props.onBack();
      else focusLine(index - 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={classes.lines}>
      {lines.map((line, index) => (
        <input
          aria-label={t('slips.gaps.line', { number: index + 1 })}
          autoComplete="off"
          className={field.control}
          data-line={index}
          data-stop
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place; it is typed into where it stands
          key={index}
          maxLength={1000}
          onBlur={() => {
            // An emptied line goes, but not under the cursor that moves on to the next one.
            if (line.trim() === '' && index < lines.length - 1)
              setTimeout(() => dispatch({ kind: 'slip-lines-tidied' }));
          }}
          onChange={(event) => dispatch({ kind: 'slip-line', index, value: event.target.value })}
          onKeyDown={(event) => onKeyDown(event, index, line)}
          placeholder={index === lines.length - 1 ? t('slips.gaps.lineExample') : ''}
          spellCheck={false}
          value={line}
        />
      ))}
    </div>
  );
}
