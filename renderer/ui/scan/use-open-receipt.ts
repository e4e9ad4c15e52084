import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useErrorText } from '#renderer/i18n/index.ts';
import { type OfficeClient, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '../notify.ts';
import { paths } from '../paths.ts';

/** What the office said of a scanned receipt. */
export type ScannedReceipt = Awaited<ReturnType<OfficeClient['dossiers']['findByReceipt']>>;

/**
 * Opens the dossier of a scanned receipt or slip; its page then says which revision the paper is and what became of it.
 * `elsewhere`: may name another address to go to for what was found; null: its page.
 */
export function useOpenReceipt(
  elsewhere?: (receipt: ScannedReceipt) => Promise<string | null>,
): (text: string) => void {
  const office = useOffice();
  const navigate = useNavigate();
  const errorText = useErrorText();
  return useCallback(
    (text) => {
      const open = async (): Promise<void> => {
        const receipt = await office.dossiers.findByReceipt({ text });
        const address = (await elsewhere?.(receipt)) ?? null;
        if (address === null) await navigate(paths.dossier(receipt.id), { state: { receipt } });
        else await navigate(address);
      };
      open().catch((thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))));
    },
    [office, navigate, errorText, elsewhere],
  );
}

/** The scanned receipt that led to this address; null when it was reached in another way, or is of another dossier. */
export function scannedReceiptOf(state: unknown, dossierId: string): ScannedReceipt | null {
  if (typeof state !== 'object' || state === null || !('receipt' in state)) return null;
  // Written by `useOpenReceipt` alone; the browser keeps it with the address.
  const receipt = state.receipt as ScannedReceipt | null;
  return receipt?.id === dossierId ? receipt : null;
}
