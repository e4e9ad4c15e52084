import { useQuery } from '@tanstack/react-query';
import { useOffice } from '#renderer/office/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';

/** The receipt of a received dossier as it is printed, with its code and QR; null before it is known. */
export function useReceipt(dossierId: string | null): FormDocument | null {
  const office = useOffice();
  const { data } = useQuery({
    queryKey: ['receipt', dossierId],
    queryFn: () => (dossierId === null ? null : office.dossiers.receipt({ id: dossierId })),
    enabled: dossierId !== null,
    gcTime: 0,
  });
  return dossierId === null ? null : (data?.document ?? null);
}
