import { useNavigate } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, paths, ToneIcon, useKey } from '#renderer/ui/index.ts';
import type { DuplicateFound } from '#shared/contract/index.ts';
import { useJoin, usePart } from '../follows/use-join.ts';
import { useReception } from '../use-reception.tsx';
import classes from './duplicate-notes.module.css';
import { useDuplicates } from './use-duplicates.tsx';

/**
 * Who or what may be there already, calmly beside its field, and the way to look at it. Nothing is stopped by it. A slip
 * of the same person and procedure is offered to go on with.
 */
export function DuplicateNotes(props: { about: 'people' | 'dossiers' }) {
  const t = useTexts();
  const formats = useFormats();
  const open = useOpen();
  const join = useJoin();
  const { form } = useReception();
  const all = useDuplicates();
  const shown = all.filter(({ kind }) => (kind === 'open-dossier') === (props.about === 'dossiers'));
  const [first] = all;
  const offered = offeredSlip(all);
  return (
    <div aria-live="polite">
      {shown.slice(0, 2).map((found) => (
        <div
          className={classes.note}
          data-duplicate={found.kind}
          key={`${found.place} ${found.kind} ${found.dossier.id}`}
        >
          <ToneIcon tone="attention" />
          <span className={classes.text}>
            {t(textOf(found), {
              name: found.name,
              number: found.idNumberMasked,
              code: found.dossier.code,
              when: formats.date(found.dossier.receivedAt),
            })}
          </span>
          {isSlip(found) && form.follows === null && (
            <>
              <button className={classes.open} onClick={() => join(found.dossier.id)} type="button">
                {t('slips.follows.join')}
              </button>
              {found === offered && <KeyHint keys="Alt+J" />}
            </>
          )}
          <button className={classes.open} onClick={() => open(found)} type="button">
            {t(isSlip(found) ? 'slips.follows.open' : 'receive.people.duplicates.open')}
          </button>
          {found === first && <KeyHint keys="Alt+O" />}
        </div>
      ))}
    </div>
  );
}

/** A slip that stands where an open dossier would: the person was sent home with it. */
function isSlip({ kind, slip }: DuplicateFound): boolean {
  return kind === 'open-dossier' && slip !== null;
}

function offeredSlip(all: readonly DuplicateFound[]): DuplicateFound | undefined {
  return all.find(isSlip);
}

function textOf(found: DuplicateFound) {
  return isSlip(found) && found.slip !== null
    ? (`slips.follows.found.${found.slip}` as const)
    : (`receive.people.duplicates.${found.kind}` as const);
}

/** The keys that open the first of them, and that join the form to a slip or part it again. */
export function useDuplicateKeys(enabled: boolean): void {
  const t = useTexts();
  const open = useOpen();
  const join = useJoin();
  const part = usePart();
  const { form } = useReception();
  const all = useDuplicates();
  const [first] = all;
  const offered = offeredSlip(all);
  const joined = form.follows !== null;
  useKey('Alt+O', () => first !== undefined && open(first), {
    label: t('receive.people.keys.open'),
    enabled: enabled && first !== undefined,
  });
  useKey(
    'Alt+J',
    () => {
      if (joined) part();
      else if (offered !== undefined) join(offered.dossier.id);
    },
    { label: t('slips.keys.join'), enabled: enabled && (joined || offered !== undefined) },
  );
}

function useOpen(): (found: DuplicateFound) => void {
  const navigate = useNavigate();
  return (found) => void navigate(paths.dossier(found.dossier.id));
}
