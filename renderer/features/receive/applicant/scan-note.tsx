import { Button, Group } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, notifyDone, ToneIcon } from '#renderer/ui/index.ts';
import { useReception } from '../use-reception.tsx';
import classes from './applicant-card.module.css';

/** A scan that could not be used: why, what to do, and the text itself to be copied. Nothing typed was touched. */
export function ScanNote() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const problem = form.scanProblem;
  if (problem === null) return null;
  const number = /^\s*(\d{12}|\d{9})(?=\D|$)/.exec(problem.raw)?.[1];
  const copy = (): void => {
    void navigator.clipboard?.writeText(problem.raw).then(() => notifyDone(t('common.copied')));
  };
  return (
    <div className={classes.scanNote} role="alert">
      <ToneIcon tone="attention" />
      <span>
        <strong>{t('receive.scan.failed')}.</strong> {problem.message} {t('receive.scan.kept')}
      </span>
      <Group gap="xs" wrap="nowrap">
        {number !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              dispatch({ kind: 'applicant-typed', field: 'idNumber', value: number });
              dispatch({ kind: 'scan-problem-closed' });
            }}
          >
            {t('receive.scan.useNumber')}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={copy}>
          {t('common.copy')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => dispatch({ kind: 'scan-problem-closed' })}>
          {t('common.close')}&nbsp;
          <KeyHint keys="Escape" />
        </Button>
      </Group>
      <input
        aria-label={t('receive.scan.raw')}
        className={classes.raw}
        onFocus={(event) => event.target.select()}
        readOnly
        value={problem.raw}
      />
    </div>
  );
}
