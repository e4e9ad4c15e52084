import { useQuery } from '@tanstack/react-query';
import { queryKeys, useOffice } from '#renderer/office/index.ts';

/** Everything about the exchange as the office tells it; asked anew when the office says that something changed. */
export function useExchangeOverview() {
  const office = useOffice();
  return useQuery({
    queryKey: queryKeys.exchangeOverview,
    queryFn: () => office.exchange.overview({}),
  });
}
