import { IconFileArrowRight } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint } from '#renderer/ui/index.ts';
import { useReception } from '../use-reception.tsx';
import classes from './follows-note.module.css';
import { usePart } from './use-join.ts';

/** "Tiếp nhận tiếp phiếu …": which slip this reception follows, what it had asked for, and the way to part from it. */
export function FollowsNote() {
  const t = useTexts();
  const { form } = useReception();
  const part = usePart();
  const { follows } = form;
  if (follows === null) return null;
  const named = form.papers.filter(
    ({ requirementId }) => requirementId !== null && follows.asked.includes(requirementId),
  );
  return (
    <div className={classes.note} data-follows={follows.id}>
      <IconFileArrowRight aria-hidden size="1.2rem" stroke={1.7} />
      <div className={classes.text}>
        <strong>{t('slips.follows.title', { code: follows.code })}</strong>
        {named.length + follows.lines.length > 0 && (
          <>
            {' · '}
            {t('slips.follows.asked')}{' '}
            <ul className={classes.asked}>
              {/* In words first: they stand nowhere else, the papers are marked in their table as well. */}
              {follows.lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same
                <li data-words key={index}>
                  {line}
                </li>
              ))}
              {named.map(({ key, name }) => (
                <li key={key}>{name}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <button className={classes.link} onClick={part} type="button">
        {t('slips.follows.part')}
      </button>
      <KeyHint keys="Alt+J" />
    </div>
  );
}
