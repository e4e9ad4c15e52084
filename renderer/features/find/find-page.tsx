import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileSearch, IconFolderOpen, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, KeyHint, Page, paths, useKey } from '#renderer/ui/index.ts';
import { nextChosen } from './choose.ts';
import classes from './find-page.module.css';
import { ResultList } from './result-list.tsx';

const PAGE_SIZE = 40;

/** One field over all dossiers; what was typed stays in the address, so that going back finds the same list. */
export function FindPage() {
  const t = useTexts();
  const office = useOffice();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [parameters, setParameters] = useSearchParams();
  const [query, setQuery] = useState(parameters.get('q') ?? '');
  const [asked] = useDebouncedValue(query.trim(), 150);
  const [chosen, setChosen] = useState(Number(parameters.get('at') ?? 0) || 0);
  useKey('/', () => field.current?.select(), { label: t('dossier.find.focus') });

  const found = useInfiniteQuery({
    queryKey: queryKeys.dossierSearch(asked),
    queryFn: ({ pageParam, signal }) =>
      office.dossiers.search({ query: asked, cursor: pageParam, limit: PAGE_SIZE }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const at = Math.min(chosen, rows.length - 1);

  const inAddress = parameters.get('q') ?? '';
  useEffect(() => {
    if (asked !== inAddress) setParameters(asked === '' ? {} : { q: asked }, { replace: true });
  }, [asked, inAddress, setParameters]);
  useEffect(() => field.current?.select(), []);

  function open(index: number): void {
    const row = rows[index];
    if (row === undefined) return;
    // Left in the address of this list, so that Esc on the dossier comes back to this very row.
    setParameters({ ...(asked === '' ? {} : { q: asked }), at: String(index) }, { replace: true });
    void navigate(paths.dossier(row.id), { state: { fromList: true } });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const next = nextChosen(event.key, at, rows.length);
    if (next !== null) setChosen(next);
    // Enter opens only what answers what is typed.
    else if (event.key === 'Enter' && asked === query.trim() && !found.isPlaceholderData) open(at);
    else return;
    event.preventDefault();
  }

  return (
    <Page title={t('dossier.find.title')} fill>
      <TextInput
        ref={field}
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
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
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
            chosen={at}
            onChoose={setChosen}
            onOpen={open}
            loadingMore={found.isFetchingNextPage}
            onNearEnd={() => {
              if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
            }}
          />
        ) : found.data === undefined ? null : asked === '' ? (
          <EmptyState
            icon={<IconFolderOpen size={36} />}
            title={t('dossier.find.empty')}
            text={t('dossier.find.emptyText')}
          />
        ) : (
          <EmptyState
            icon={<IconFileSearch size={36} />}
            title={t('dossier.find.nothing', { query: asked })}
            text={t('dossier.find.nothingText')}
          />
        )}
      </div>
    </Page>
  );
}
