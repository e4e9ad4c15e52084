import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import { dayAfter, dayTyped } from './day.ts';
import classes from './hall.module.css';

/** Which day is looked at: typed and confirmed by Enter, or one before and one after. No day after today. */
export function DayChoice(props: { day: string; today: string; onChoose: (day: string) => void }) {
  const t = useTexts();
  const formats = useFormats();
  const { day, today, onChoose } = props;
  const [typed, setTyped] = useState(formats.date(day));
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setTyped(formats.date(day));
    setWrong(false);
  }, [day, formats]);

  function choose(event?: FormEvent): void {
    event?.preventDefault();
    const meant = dayTyped(typed);
    if (meant === null || meant > today) setWrong(true);
    else onChoose(meant);
  }

  return (
    <form className={classes.day} onSubmit={choose} noValidate>
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label={t('hall.today.before')}
        onClick={() => onChoose(dayAfter(day, -1))}
      >
        <IconChevronLeft aria-hidden size="1.125rem" />
      </ActionIcon>
      <TextField
        label={t('hall.today.day')}
        maxLength={10}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => choose()}
        error={wrong ? t('hall.today.wrongDay') : undefined}
      />
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label={t('hall.today.after')}
        disabled={day >= today}
        onClick={() => onChoose(dayAfter(day, 1))}
      >
        <IconChevronRight aria-hidden size="1.125rem" />
      </ActionIcon>
      {day !== today && (
        <Button variant="default" size="sm" onClick={() => onChoose(today)}>
          {t('hall.today.today')}
        </Button>
      )}
    </form>
  );
}
