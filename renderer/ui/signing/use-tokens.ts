import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { queryKeys, useOffice } from '#renderer/office/index.ts';

/** The tokens of this PC; asked anew when one comes or goes. Uses no PIN. */
export function useTokens() {
  const office = useOffice();
  return useQuery({
    queryKey: queryKeys.tokensNow,
    queryFn: () => office.tokens.list({ fresh: false }),
    staleTime: 30_000,
  });
}

/** Looks at the tokens anew, also at what failed before; what it finds is what `useTokens` shows. */
export function useLookAnew(): () => Promise<void> {
  const office = useOffice();
  const cache = useQueryClient();
  return useCallback(async () => {
    await cache.fetchQuery({
      queryKey: queryKeys.tokensNow,
      queryFn: () => office.tokens.list({ fresh: true }),
      staleTime: 0,
    });
  }, [office, cache]);
}
