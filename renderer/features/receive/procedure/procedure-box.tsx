import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '#renderer/ui/index.ts';
import { focusPapers } from '../focus.ts';
import field from '../parts/field.module.css';
import { Cell, useCellControl } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import { heldKeys } from './held-keys.ts';
import classes from './procedure-card.module.css';
import { hitId, ProcedureHits } from './procedure-hits.tsx';
import { useProcedureSearch } from './use-procedure-search.ts';

const LIST_ID = 'receive-procedure-hits';

/** The type-ahead box: words in any order, with or without diacritics; arrows and Enter pick. */
export function ProcedureBox() {
  const t = useTexts();
  const errorText = useErrorText();
  const office = useOffice();
  const cache = useQueryClient();
  const { form, dispatch } = useReception();
  const { visit, ...control } = useCellControl('procedureCode');
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  /** `awaiting`: Enter was pressed before the hits of this query had come, the first one is meant. */
  const [stage, setStage] = useState<'typing' | 'awaiting' | 'fetching'>('typing');
  const [held] = useState(heldKeys);
  const box = useRef<HTMLInputElement>(null);

  const picked = form.procedure?.name ?? '';
  const query = form.procedureQuery === picked ? '' : form.procedureQuery;
  const results = useProcedureSearch(query, open);
  const isCurrent = results.query === query;
  const marking = Math.min(marked, Math.max(0, results.hits.length - 1));

  const close = (): void => {
    setOpen(false);
    setStage('typing');
    setMarked(0);
  };

  const pick = async (code: string): Promise<void> => {
    setStage('fetching');
    try {
      const { procedure } = await cache.fetchQuery({
        queryKey: queryKeys.procedure(code),
        queryFn: () => office.catalog.get({ code }),
      });
      dispatch({ kind: 'procedure-picked', procedure });
      close();
      // The papers are drawn with the next frame's commit; the cursor waits for them there.
      setTimeout(() => {
        focusPapers();
        held.release();
      });
    } catch (thrown) {
      held.drop();
      close();
      notifyProblem(errorText(toOfficeError(thrown)));
    }
  };

  const pickMarked = (): void => {
    const hit = results.hits[marking];
    if (!isCurrent) setStage('awaiting');
    else if (hit !== undefined) void pick(hit.code);
  };

  // Nothing typed and nothing used yet: an empty list would only be a line on the screen.
  const isListed = open && (query !== '' || results.hits.length > 0);
  const hitsHaveCome = stage === 'awaiting' && isCurrent;
  const latestPick = useRef(pickMarked);
  latestPick.current = pickMarked;
  useEffect(() => {
    if (!hitsHaveCome) return;
    if (results.hits.length > 0) latestPick.current();
    else {
      setStage('typing');
      held.drop();
    }
  }, [hitsHaveCome, results, held]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (stage !== 'typing' && held.hold(event.nativeEvent)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const step = event.ctrlKey ? undefined : { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const count = Math.max(1, results.hits.length);
      if (open) setMarked((marking + step + count) % count);
      else setOpen(true);
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      if (form.procedure === null || query !== '') {
        pickMarked();
        return;
      }
      // A procedure already chosen and nothing new typed: Enter only moves on.
      close();
      focusPapers();
      return;
    }
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      dispatch({ kind: 'procedure-query', value: picked });
      close();
    }
  };

  return (
    <Cell path="procedureCode" label={t('receive.procedure.label')} strong className={classes.box}>
      <input
        {...control}
        ref={box}
        aria-activedescendant={open && results.hits.length > 0 ? hitId(LIST_ID, marking) : undefined}
        aria-autocomplete="list"
        aria-controls={isListed ? LIST_ID : undefined}
        aria-expanded={isListed}
        autoComplete="off"
        className={field.control}
        data-scan-digits={7}
        data-stop
        maxLength={450}
        onBlur={() => {
          // Left without picking: what was typed stays for the next try, a chosen procedure stays chosen.
          if (stage === 'typing') close();
          if (form.procedure !== null) dispatch({ kind: 'procedure-query', value: picked });
          visit();
        }}
        onChange={(event) => {
          dispatch({ kind: 'procedure-query', value: event.target.value.slice(0, 200) });
          setMarked(0);
          setStage('typing');
          setOpen(true);
        }}
        onFocus={(event) => {
          event.target.select();
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        placeholder={t('receive.procedure.placeholder')}
        role="combobox"
        spellCheck={false}
        title={picked}
        value={form.procedureQuery}
      />
      {isListed && (
        <ProcedureHits
          id={LIST_ID}
          isCurrent={isCurrent}
          marked={marking}
          onPick={(code) => void pick(code)}
          query={query}
          results={results}
        />
      )}
    </Cell>
  );
}
