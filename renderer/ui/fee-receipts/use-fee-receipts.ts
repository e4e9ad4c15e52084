import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { newRequestId, type OfficeClient, queryKeys, useOffice } from '#renderer/office/index.ts';

export type FeesOfDossier = Awaited<ReturnType<OfficeClient['feeReceipts']['ofDossier']>>;

/** What is due and was taken for a dossier. */
export function useFeesOf(dossierId: string) {
  const office = useOffice();
  return useQuery({
    queryKey: queryKeys.feeReceiptsOf(dossierId),
    queryFn: () => office.feeReceipts.ofDossier({ dossierId }),
  });
}

/** A write about receipts: the same content is sent again under the same request when its answer was lost. */
export function useReceiptWrite<Asked extends object, Answer>(
  write: (fees: OfficeClient['feeReceipts'], asked: Asked, requestId: string) => Promise<Answer>,
  onDone: (answer: Answer) => void,
) {
  const office = useOffice();
  const cache = useQueryClient();
  const sent = useRef<{ id: string; content: string } | null>(null);
  return useMutation({
    mutationFn: (asked: Asked) => {
      const content = JSON.stringify(asked);
      if (sent.current?.content !== content) sent.current = { id: newRequestId(), content };
      return write(office.feeReceipts, asked, sent.current.id);
    },
    onSuccess: (answer) => {
      sent.current = null;
      onDone(answer);
    },
    onSettled: () => void cache.invalidateQueries({ queryKey: queryKeys.feeReceipts }),
  });
}
