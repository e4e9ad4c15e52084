import { useQuery } from '@tanstack/react-query';
import { useOffice } from '#renderer/office/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';

/** The receipt of a received dossier as it is printed, with its code and QR; null before it is known. */
export function useReceipt(dossier: Dossier | null): FormDocument | null {
  const office = useOffice();
  const dossierId = dossier?.id ?? null;
  const { data } = useQuery({
    // Corrected or cancelled: another paper.
    queryKey: ['receipt', dossierId, dossier?.revision, dossier?.cancelled !== null],
    queryFn: () => (dossierId === null ? null : office.dossiers.receipt({ id: dossierId })),
    enabled: dossierId !== null,
    gcTime: 0,
  });
  return dossierId === null ? null : (data?.document ?? null);
}
