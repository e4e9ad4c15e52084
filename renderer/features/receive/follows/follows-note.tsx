import { IconFileArrowRight } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint } from '#renderer/ui/index.ts';
import { useReception } from '../use-reception.tsx';
import classes from './follows-note.module.css';

/** "Tiếp nhận tiếp phiếu …": which slip this reception follows, what it had asked for, and the way to part from it. */
export function FollowsNote() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const { follows } = form;
  if (follows === null) return null;
  const named = form.papers.filter(
    ({ requirementId }) => requirementId !== null && follows.asked.includes(requirementId),
  );
  const asked = [...named.map(({ name }) => name), ...follows.lines];
  return (
    <div className={classes.note} data-follows={follows.id}>
      <IconFileArrowRight aria-hidden size="1.2rem" stroke={1.7} />
      <span className={classes.text}>
        <strong>{t('slips.follows.title', { code: follows.code })}</strong>
        {asked.length > 0 && (
          <span title={asked.join('\n')}> · {t('slips.follows.asked', { what: asked.join('; ') })}</span>
        )}
      </span>
      <button
        className={classes.link}
        onClick={() => dispatch({ kind: 'follows-joined', follows: null })}
        type="button"
      >
        {t('slips.follows.part')}
      </button>
      <KeyHint keys="Alt+J" />
    </div>
  );
}
