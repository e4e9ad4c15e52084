import { useEffect, useMemo, useState } from 'react';
import { latestCall, type OfficeError, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { ProcedureHit } from '#shared/contract/index.ts';

const DELAY_MS = 40;
/** As many as fit below the box at the smallest screen. */
const SHOWN = 8;

export type ProcedureResults = {
  /** The query that these hits answer; null before the first answer. */
  query: string | null;
  hits: readonly ProcedureHit[];
  total: number;
  failure: OfficeError | null;
};

const NONE: ProcedureResults = { query: null, hits: [], total: 0, failure: null };

/** Procedures for what is typed; asked only while the list is open. An empty query gives those used last. */
export function useProcedureSearch(query: string, open: boolean): ProcedureResults {
  const office = useOffice();
  const [results, setResults] = useState(NONE);
  const search = useMemo(
    () =>
      latestCall({
        delayMs: DELAY_MS,
        send: (asked: string, signal) => office.catalog.search({ query: asked, limit: SHOWN }, { signal }),
        onAnswer: ({ hits, total }, asked) => setResults({ query: asked, hits, total, failure: null }),
        onFailure: (failure, asked) =>
          setResults({ query: asked, hits: [], total: 0, failure: toOfficeError(failure) }),
      }),
    [office],
  );
  useEffect(() => {
    if (open) search.ask(query);
    else search.stop();
  }, [search, query, open]);
  useEffect(() => search.stop, [search]);
  return results;
}
