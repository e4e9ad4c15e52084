import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useOfficeClock } from '#renderer/office/index.ts';
import { foldOptions } from '#renderer/ui/index.ts';
import type { DossierFilters } from '#shared/contract/index.ts';
import classes from './filter-bar.module.css';
import { CHANNELS, daysOf, FILTER_STATES, PERIODS, type Period } from './filters.ts';
import { PeriodDialog } from './period-dialog.tsx';

type Change = (change: Partial<DossierFilters>) => void;

/** What narrows the list: each choice becomes a chip, and the field is free for the next. */
export function FilterBar(props: {
  id: string;
  /** Undefined: shown where there is room. */
  open: boolean | undefined;
  first: RefObject<HTMLInputElement | null>;
  filters: DossierFilters;
  onChange: Change;
}) {
  const t = useTexts();
  const office = useOffice();
  const today = useOfficeClock()?.slice(0, 10);
  const [choosingDays, setChoosingDays] = useState(false);
  const { filters, onChange } = props;
  const choices = useQuery({
    queryKey: [...queryKeys.dossiers, 'choices'],
    queryFn: ({ signal }) => office.search.choices({}, { signal }),
    staleTime: 5 * 60_000,
  });
  const show = props.open === undefined ? 'auto' : props.open ? 'yes' : 'no';
  return (
    <fieldset id={props.id} className={classes.bar} data-show={show} aria-label={t('find.filters.label')}>
      <Choice
        input={props.first}
        label={t('find.filters.period')}
        options={[...PERIODS, 'custom' as const].map((value) => ({
          value,
          label: t(`find.periods.${value}`),
        }))}
        onChoose={(value) => {
          if (value === 'custom') setChoosingDays(true);
          else if (today !== undefined) onChange(daysOf(value as Period, today));
        }}
      />
      <Choice
        label={t('find.filters.state')}
        options={FILTER_STATES.filter((state) => !filters.states.includes(state)).map((value) => ({
          value,
          label: value === 'cancelled' ? t('find.filters.cancelled') : t(`dossier.states.${value}`),
        }))}
        onChoose={(value) => {
          const state = FILTER_STATES.find((one) => one === value);
          if (state !== undefined) onChange({ states: [...filters.states, state] });
        }}
      />
      <Choice
        wide
        label={t('find.filters.procedure')}
        options={(choices.data?.procedures ?? []).map(({ code, name }) => ({
          value: code,
          label: `${name} (${code})`,
        }))}
        onChoose={(procedureCode) => onChange({ procedureCode })}
      />
      <Choice
        label={t('find.filters.clerk')}
        options={(choices.data?.clerks ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(clerkId) => onChange({ clerkId })}
      />
      <Choice
        label={t('find.filters.channel')}
        options={CHANNELS.map((value) => ({ value, label: t(`dossier.page.channels.${value}`) }))}
        onChoose={(value) => onChange({ channel: CHANNELS.find((one) => one === value) ?? null })}
      />
      <Checkbox
        label={t('find.filters.overdue')}
        checked={filters.overdue}
        onChange={(event) => onChange({ overdue: event.currentTarget.checked })}
      />
      <PeriodDialog
        opened={choosingDays}
        onClose={() => setChoosingDays(false)}
        filters={filters}
        onChoose={onChange}
      />
    </fieldset>
  );
}

function Choice(props: {
  label: string;
  options: { value: string; label: string }[];
  onChoose: (value: string) => void;
  input?: RefObject<HTMLInputElement | null>;
  wide?: boolean;
}) {
  const t = useTexts();
  const [search, setSearch] = useState('');
  return (
    <Select
      {...(props.input === undefined ? {} : { ref: props.input })}
      className={props.wide === true ? (classes.wide ?? '') : (classes.choice ?? '')}
      size="sm"
      aria-label={props.label}
      placeholder={props.label}
      data={props.options}
      value={null}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={foldOptions}
      limit={60}
      nothingFoundMessage={t('find.filters.none')}
      comboboxProps={{ withinPortal: true, width: 'max-content', position: 'bottom-start' }}
      onChange={(value) => {
        setSearch('');
        if (value !== null) props.onChoose(value);
      }}
    />
  );
}
