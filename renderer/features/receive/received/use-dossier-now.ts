import { useQuery } from '@tanstack/react-query';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';

/**
 * What was just received as it is now: it may have been corrected or cancelled on another screen since. Until the office
 * has answered, as it was received; null where nothing was.
 */
export function useDossierNow(received: Dossier | null): Dossier | null {
  const office = useOffice();
  const id = received?.id ?? '';
  const { data } = useQuery({
    queryKey: queryKeys.dossier(id),
    queryFn: () => office.dossiers.get({ id }),
    enabled: received !== null,
  });
  return received === null ? null : (data?.dossier ?? received);
}
