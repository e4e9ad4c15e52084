import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useErrorText } from '#renderer/i18n/index.ts';
import { type OfficeClient, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '../notify.ts';
import { paths } from '../paths.ts';

/** What the office said of a scanned receipt. */
export type ScannedReceipt = Awaited<ReturnType<OfficeClient['dossiers']['findByReceipt']>>;

/** Opens the dossier of a scanned receipt; its page then says which revision the paper is and what became of it. */
export function useOpenReceipt(): (text: string) => void {
  const office = useOffice();
  const navigate = useNavigate();
  const errorText = useErrorText();
  return useCallback(
    (text) => {
      void office.dossiers.findByReceipt({ text }).then(
        (receipt) => navigate(paths.dossier(receipt.id), { state: { receipt } }),
        (thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))),
      );
    },
    [office, navigate, errorText],
  );
}

/** The scanned receipt that led to this address; null when it was reached in another way, or is of another dossier. */
export function scannedReceiptOf(state: unknown, dossierId: string): ScannedReceipt | null {
  if (typeof state !== 'object' || state === null || !('receipt' in state)) return null;
  // Written by `useOpenReceipt` alone; the browser keeps it with the address.
  const receipt = state.receipt as ScannedReceipt | null;
  return receipt?.id === dossierId ? receipt : null;
}
