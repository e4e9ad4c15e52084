import { Button } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import { notifyDone, ToneIcon } from '#renderer/ui/index.ts';
import { useReception } from '../use-reception.tsx';
import classes from './drafts.module.css';

/** What of an opened draft fits into no field any more: shown as text, to be copied, until it is closed. */
export function UnreadNote() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  if (form.unread === '') return null;
  const copy = (): void => {
    void navigator.clipboard?.writeText(form.unread).then(() => notifyDone(t('common.copied')));
  };
  return (
    <div className={classes.unread} role="alert">
      <ToneIcon tone="attention" />
      <span>{t('drafts.unread')}</span>
      <span className={classes.buttons}>
        <Button onClick={copy} size="compact-xs" variant="default">
          {t('common.copy')}
        </Button>
        <Button onClick={() => dispatch({ kind: 'unread-closed' })} size="compact-xs" variant="default">
          {t('common.close')}
        </Button>
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <pre className={classes.unreadText} tabIndex={0}>
        {form.unread}
      </pre>
    </div>
  );
}
