import { useInfiniteQuery } from '@tanstack/react-query';

const PAGE = 50;

/** A list of the office that comes in pages, as far as it was asked for. */
export function usePages<Page extends { nextCursor: string | null }>(
  queryKey: readonly unknown[],
  ask: (cursor: string | null, limit: number) => Promise<Page>,
) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => ask(pageParam, PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.nextCursor,
  });
}
