import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileSearch, IconFilter, IconFolderOpen, IconSearch, IconTableExport } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useOfficeClock } from '#renderer/office/index.ts';
import { EmptyState, KeyHint, nextChosen, Page, paths, searchedFor, useKey } from '#renderer/ui/index.ts';
import type { DossierFilters } from '#shared/contract/index.ts';
import { ExportDialog } from './export/export-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FilterChips, useFilterChips } from './filter-chips.tsx';
import { addressOf, filtersOfAddress, NO_FILTERS } from './filters.ts';
import classes from './find-page.module.css';
import { NothingFound } from './nothing-found.tsx';
import { ResultList } from './result-list.tsx';
import { isWorthSaying, understoodText } from './understood-text.ts';
import { usePlaces } from './use-places.ts';

const PAGE_SIZE = 40;

/** One field over all dossiers; what was typed and filtered stays in the address, so that going back finds the same list. */
export function FindPage() {
  const t = useTexts();
  const office = useOffice();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const listId = useId();
  const filtersId = useId();
  const field = useRef<HTMLInputElement>(null);
  const firstFilter = useRef<HTMLInputElement>(null);
  const [parameters, setParameters] = useSearchParams();
  const inAddress = parameters.get('q') ?? '';
  const [query, setQuery] = useState(inAddress);
  const [asked] = useDebouncedValue(query.trimStart(), 150);
  // A code with its check value, typed from a receipt by hand: the code finds it.
  const sought = searchedFor(asked);
  const [filters, setFilters] = useState(() => filtersOfAddress(parameters));
  const [showFilters, setShowFilters] = useState<boolean | undefined>();
  const [chosen, setChosen] = useState(Number(parameters.get('at') ?? 0) || 0);
  useKey('/', () => field.current?.select(), { label: t('dossier.find.focus') });
  const [exporting, setExporting] = useState(false);
  const today = useOfficeClock()?.slice(0, 10) ?? '';
  useKey('Alt+B', openFilters, { label: t('find.filters.key') });
  useKey('Alt+E', () => setExporting(true), { label: t('export.key') });

  const found = useInfiniteQuery({
    queryKey: [...queryKeys.dossierSearch(sought), filters],
    queryFn: ({ pageParam, signal }) =>
      office.dossiers.search({ query: sought, filters, cursor: pageParam, limit: PAGE_SIZE }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });
  const choices = useQuery({
    queryKey: [...queryKeys.dossiers, 'choices'],
    queryFn: ({ signal }) => office.search.choices({}, { signal }),
    staleTime: 5 * 60_000,
  });
  const places = usePlaces(sought, found.data?.pages ?? []);
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const [first] = found.data?.pages ?? [];
  const understood = first?.understood ?? [];
  const at = Math.min(chosen, rows.length - 1);
  const filtered = Object.keys(addressOf('', filters)).length > 0;
  const chips = useFilterChips(filters, (kind, id) =>
    kind === 'procedure'
      ? (choices.data?.procedures.find(({ code }) => code === id)?.name ?? id)
      : (choices.data?.clerks.find((clerk) => clerk.id === id)?.name ?? id),
  );

  // The palette may carry another query here while the page is open.
  const carried = useRef(inAddress);
  useEffect(() => {
    if (inAddress === carried.current) return;
    carried.current = inAddress;
    setQuery(inAddress);
    setFilters(filtersOfAddress(parameters));
    setChosen(0);
  }, [inAddress, parameters]);
  useEffect(() => {
    const next = addressOf(asked.trimEnd(), filters);
    const { at: _at, ...now } = Object.fromEntries(parameters);
    if (new URLSearchParams(next).toString() === new URLSearchParams(now).toString()) return;
    if (asked !== query.trimStart()) return;
    carried.current = next['q'] ?? '';
    setParameters(next, { replace: true });
  }, [asked, query, filters, parameters, setParameters]);
  useEffect(() => field.current?.select(), []);

  function openFilters(): void {
    setShowFilters(true);
    // It can take the cursor only once it is shown.
    requestAnimationFrame(() => firstFilter.current?.focus());
  }

  function change(some: Partial<DossierFilters>): void {
    setFilters({ ...filters, ...some });
    setChosen(0);
  }

  /** A choice was made: on a small screen the list needs the room again. */
  function choose(some: Partial<DossierFilters>): void {
    change(some);
    if (showFilters !== true) return;
    setShowFilters(undefined);
    field.current?.focus();
  }

  function type(text: string): void {
    setQuery(text);
    setChosen(0);
  }

  function open(index: number): void {
    const row = rows[index];
    if (row === undefined) return;
    // Left in the address of this list, so that Esc on the dossier comes back to this very row.
    setParameters({ ...addressOf(asked.trimEnd(), filters), at: String(index) }, { replace: true });
    void navigate(paths.dossier(row.id));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const next = nextChosen(event.key, at, rows.length);
    const last = chips.at(-1);
    if (next !== null) setChosen(next);
    // Enter opens only what answers what is typed.
    else if (event.key === 'Enter' && asked === query.trimStart() && !found.isPlaceholderData) open(at);
    else if (event.key === 'Backspace' && query === '' && last !== undefined) change(last.without);
    else return;
    event.preventDefault();
  }

  return (
    <Page title={t('dossier.find.title')} fill>
      <div className={classes.line}>
        <TextInput
          ref={field}
          className={classes.field ?? ''}
          size="md"
          aria-label={t('dossier.find.label')}
          placeholder={t('dossier.find.placeholder')}
          leftSection={<IconSearch size="1.125rem" aria-hidden />}
          rightSection={<KeyHint keys="/" />}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={listId}
          aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
          value={query}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          className={classes.toggle ?? ''}
          data-shown={showFilters ?? 'auto'}
          variant="default"
          h="auto"
          leftSection={<IconFilter size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Alt+B" />}
          aria-controls={filtersId}
          onClick={() => (showFilters === true ? setShowFilters(false) : openFilters())}
        >
          {t('find.filters.toggle')}
        </Button>
        <Button
          className={classes.toggle ?? ''}
          variant="default"
          h="auto"
          leftSection={<IconTableExport size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Alt+E" />}
          disabled={rows.length === 0}
          onClick={() => setExporting(true)}
        >
          {t('export.button')}
        </Button>
      </div>
      {exporting && rows.length > 0 && (
        <ExportDialog
          query={sought.trimEnd()}
          filters={filters}
          day={today}
          onClose={() => setExporting(false)}
        />
      )}
      <FilterBar id={filtersId} open={showFilters} first={firstFilter} filters={filters} onChange={choose} />
      <FilterChips chips={chips} onChange={change} onEmpty={() => field.current?.focus()} />
      {rows.length > 0 && isWorthSaying(understood) && (
        <p className={classes.understood} role="status">
          {t('find.understood.lead')} {understood.map((term) => understoodText(t, term)).join(' · ')}
        </p>
      )}
      <div className={classes.card}>
        {found.isError ? (
          <EmptyState
            icon={<IconFileSearch size={36} />}
            title={t('dossier.find.failed', { reason: errorText(toOfficeError(found.error)) })}
          />
        ) : rows.length > 0 ? (
          <ResultList
            listId={listId}
            rows={rows}
            understood={understood}
            places={places}
            chosen={at}
            onChoose={setChosen}
            onOpen={open}
            loadingMore={found.isFetchingNextPage}
            onNearEnd={() => {
              if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
            }}
          />
        ) : first === undefined ? null : asked === '' && !filtered ? (
          <EmptyState
            icon={<IconFolderOpen size={36} />}
            title={t('dossier.find.empty')}
            text={t('dossier.find.emptyText')}
          />
        ) : (
          <NothingFound
            query={sought.trim()}
            understood={understood}
            hiddenByFilters={first.hiddenByFilters}
            filtered={filtered}
            onQuery={(text) => {
              type(text);
              field.current?.focus();
            }}
            onRemoveFilters={() => {
              change(NO_FILTERS);
              field.current?.focus();
            }}
          />
        )}
      </div>
    </Page>
  );
}
