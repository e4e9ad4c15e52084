import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { DossierFilters } from '#shared/contract/index.ts';
import classes from './filter-chips.module.css';
import { NO_FILTERS } from './filters.ts';

export type FilterChip = { key: string; text: string; without: Partial<DossierFilters> };

/** What the list is filtered by, in words; `nameOf` tells the name of a procedure or a person. */
export function useFilterChips(
  filters: DossierFilters,
  nameOf: (kind: 'procedure' | 'clerk', id: string) => string,
): FilterChip[] {
  const t = useTexts();
  const formats = useFormats();
  const chips: FilterChip[] = [];
  const { from, to } = filters;
  if (from !== null || to !== null) {
    const days = { from: formats.date(from ?? ''), to: formats.date(to ?? '') };
    const text =
      from === null
        ? t('find.period.until', days)
        : to === null
          ? t('find.period.since', days)
          : from === to
            ? t('find.period.on', { day: days.from })
            : t('find.period.between', days);
    chips.push({ key: 'period', text, without: { from: null, to: null } });
  }
  for (const state of filters.states) {
    chips.push({
      key: `state ${state}`,
      text: state === 'cancelled' ? t('find.filters.cancelled') : t(`dossier.states.${state}`),
      without: { states: filters.states.filter((other) => other !== state) },
    });
  }
  const { procedureCode, clerkId, channel } = filters;
  if (procedureCode !== null)
    chips.push({
      key: 'procedure',
      text: nameOf('procedure', procedureCode),
      without: { procedureCode: null },
    });
  if (clerkId !== null)
    chips.push({
      key: 'clerk',
      text: `${t('find.filters.clerk')}: ${nameOf('clerk', clerkId)}`,
      without: { clerkId: null },
    });
  if (channel !== null)
    chips.push({ key: 'channel', text: t(`dossier.page.channels.${channel}`), without: { channel: null } });
  if (filters.overdue)
    chips.push({ key: 'overdue', text: t('find.filters.overdue'), without: { overdue: false } });
  return chips;
}

/** The filters as buttons that take them away again; Delete and Backspace do too. */
export function FilterChips(props: {
  chips: readonly FilterChip[];
  onChange: (change: Partial<DossierFilters>) => void;
  /** Where the cursor goes when the last chip is gone. */
  onEmpty: () => void;
}) {
  const t = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const { chips } = props;
  if (chips.length === 0) return null;

  function remove(index: number): void {
    const chip = chips[index];
    if (chip === undefined) return;
    const buttons = list.current?.querySelectorAll('button');
    const next = buttons?.[index + 1] ?? buttons?.[index - 1];
    if (chips.length === 1) props.onEmpty();
    else next?.focus();
    props.onChange(chip.without);
  }

  return (
    <ul ref={list} className={classes.chips} aria-label={t('find.filters.active')}>
      {chips.map((chip, index) => (
        <li key={chip.key} className={classes.item}>
          <button
            type="button"
            className={classes.chip}
            aria-label={t('find.filters.remove', { filter: chip.text })}
            onClick={() => remove(index)}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key !== 'Delete' && event.key !== 'Backspace') return;
              event.preventDefault();
              remove(index);
            }}
          >
            <span className={classes.text}>{chip.text}</span>
            <IconX size="0.875rem" aria-hidden />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            className={classes.all}
            onClick={() => {
              props.onEmpty();
              props.onChange(NO_FILTERS);
            }}
          >
            {t('find.filters.removeAll')}
          </button>
        </li>
      )}
    </ul>
  );
}
