import { useNavigate } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, paths, ToneIcon, useKey } from '#renderer/ui/index.ts';
import type { DuplicateFound } from '#shared/contract/index.ts';
import classes from './duplicate-notes.module.css';
import { useDuplicates } from './use-duplicates.tsx';

/** Who or what may be there already, calmly beside its field, and the way to look at it. Nothing is stopped by it. */
export function DuplicateNotes(props: { about: 'people' | 'dossiers' }) {
  const t = useTexts();
  const formats = useFormats();
  const open = useOpen();
  const all = useDuplicates();
  const shown = all.filter(({ kind }) => (kind === 'open-dossier') === (props.about === 'dossiers'));
  const [first] = all;
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
            {t(`receive.people.duplicates.${found.kind}`, {
              name: found.name,
              number: found.idNumberMasked,
              code: found.dossier.code,
              when: formats.date(found.dossier.receivedAt),
            })}
          </span>
          <button className={classes.open} onClick={() => open(found)} type="button">
            {t('receive.people.duplicates.open')}
          </button>
          {found === first && <KeyHint keys="Alt+O" />}
        </div>
      ))}
    </div>
  );
}

/** The key that opens the first of them. What is typed stays in memory and in its draft. */
export function useDuplicateKey(enabled: boolean): void {
  const t = useTexts();
  const open = useOpen();
  const [first] = useDuplicates();
  useKey('Alt+O', () => first !== undefined && open(first), {
    label: t('receive.people.keys.open'),
    enabled: enabled && first !== undefined,
  });
}

function useOpen(): (found: DuplicateFound) => void {
  const navigate = useNavigate();
  return (found) => void navigate(paths.dossier(found.dossier.id));
}
