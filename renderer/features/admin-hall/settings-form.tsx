import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { KeyHint, notifyDone, StateBadge, useConfirm, useKey } from '#renderer/ui/index.ts';
import type { QueueSettings } from '#shared/queue/index.ts';
import classes from './hall.module.css';
import { draftOf, problemsOf, settingsOf } from './hall-draft.ts';
import { BoardFields, CounterLines, GroundLines, GroupLines, ReasonLines } from './lists.tsx';

/** All settings of the hall; nothing changes until they are saved, as a whole. */
export function SettingsForm(props: { settings: QueueSettings }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const errorText = useErrorText();
  const form = useRef<HTMLFormElement>(null);
  /** What the form began with. */
  const [base, setBase] = useState(props.settings);
  const [draft, setDraft] = useState(() => draftOf(props.settings));
  const [attempted, setAttempted] = useState(false);
  const problems = useMemo(() => problemsOf(draft), [draft]);
  const save = useMutation({
    mutationFn: (settings: QueueSettings) => office.queue.change(settings),
    onSuccess: (saved) => {
      setBase(saved);
      setDraft(draftOf(saved));
      setAttempted(false);
      cache.setQueryData(queryKeys.queueSettings, saved);
      void cache.invalidateQueries({ queryKey: queryKeys.queue });
      notifyDone(t('hall.saved'));
    },
    onError: () => focusProblem(),
  });
  const failure = save.error === null ? null : toOfficeError(save.error);
  const refused = new Map(failure?.fields.map(({ field, message }) => [field, message]));
  if (failure?.field != null && !refused.has(failure.field)) refused.set(failure.field, failure.message);
  const changed = useMemo(() => JSON.stringify(draft) !== JSON.stringify(draftOf(base)), [draft, base]);
  const elsewhere = JSON.stringify(base) !== JSON.stringify(props.settings);

  function problem(field: string): string | undefined {
    if (!attempted) return undefined;
    const own = problems.get(field);
    return own === undefined ? refused.get(field) : t(`hall.problems.${own}`);
  }

  /** Once what is wrong is drawn. */
  function focusProblem(): void {
    setTimeout(() => {
      const alert = form.current?.querySelector('[role="alert"], [aria-invalid="true"]');
      const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      if (field != null) field.focus();
      else alert?.scrollIntoView({ block: 'center' });
    });
  }

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (save.isPending) return;
    setAttempted(true);
    if (problems.size > 0) focusProblem();
    else save.mutate(settingsOf(draft));
  }
  useKey('F2', () => submit(), { label: t('hall.save') });

  async function undo(): Promise<void> {
    const sure = await confirm({ title: t('hall.undoAsk'), yes: t('hall.undo'), dangerous: true });
    if (!sure) return;
    setBase(props.settings);
    setDraft(draftOf(props.settings));
    setAttempted(false);
    save.reset();
  }

  const part = {
    draft,
    problem,
    onChange: (more: Partial<typeof draft>) => {
      setDraft((now) => ({ ...now, ...more }));
      // What the office refused was about the form as it was.
      if (save.isError) save.reset();
    },
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <div className={classes.sections}>
        <GroupLines {...part} />
        <CounterLines {...part} />
        <GroundLines {...part} />
        <ReasonLines {...part} />
        <BoardFields {...part} />
      </div>
      <footer className={classes.save}>
        <Button type="submit" loading={save.isPending} rightSection={<KeyHint keys="F2" onAccent />}>
          {t('hall.save')}
        </Button>
        {(changed || elsewhere) && (
          <Button variant="default" onClick={() => void undo()}>
            {t('hall.undo')}
          </Button>
        )}
        <span role="status">
          {attempted && problems.size > 0 ? (
            <StateBadge tone="bad">{t('hall.wrong', { count: problems.size })}</StateBadge>
          ) : failure !== null ? (
            <StateBadge tone="bad">{errorText(failure)}</StateBadge>
          ) : elsewhere ? (
            <StateBadge tone="attention">{t('hall.elsewhere')}</StateBadge>
          ) : changed ? (
            <StateBadge tone="attention">{t('hall.unsaved')}</StateBadge>
          ) : (
            <span className={classes.sum}>{t('hall.unchanged')}</span>
          )}
        </span>
      </footer>
    </form>
  );
}
