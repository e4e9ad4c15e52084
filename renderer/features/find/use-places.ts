import { useQueries } from '@tanstack/react-query';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import type { DossierRow, MatchedPlace, UnderstoodTerm } from '#shared/contract/index.ts';
import { isUnexplained } from './marked.ts';

type Page = { rows: readonly DossierRow[]; understood: readonly UnderstoodTerm[] };

/** Where the words stand in rows that do not show them: asked page by page once the rows are there. */
export function usePlaces(query: string, pages: readonly Page[]): ReadonlyMap<string, MatchedPlace> {
  const office = useOffice();
  const answers = useQueries({
    queries: pages.map(({ rows, understood }) => {
      const ids = rows.filter((row) => isUnexplained(row, understood)).map(({ id }) => id);
      return {
        queryKey: [...queryKeys.dossiers, 'places', query, ids],
        queryFn: ({ signal }: { signal: AbortSignal }) => office.search.places({ query, ids }, { signal }),
        enabled: ids.length > 0,
      };
    }),
  });
  return new Map(
    answers.flatMap(({ data }) => data?.places ?? []).map((place) => [place.id, place] as const),
  );
}
