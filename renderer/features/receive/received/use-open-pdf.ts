import { useCallback } from 'react';
import { useErrorText } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '#renderer/ui/index.ts';

const KEPT_MS = 60_000;

/** Opens the archived PDF of a paper in a window of its own; what is shown is what was printed, byte for byte. */
export function useOpenPdf(code: string): (paperId: string) => Promise<void> {
  const office = useOffice();
  const errorText = useErrorText();
  return useCallback(
    async (paperId) => {
      try {
        const { pdfBase64, fileName } = await office.dossiers.paperPdf({ paperId });
        const bytes = Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0));
        const address = URL.createObjectURL(new File([bytes], fileName, { type: 'application/pdf' }));
        window.open(address, '_blank', 'noopener');
        setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
      } catch (thrown) {
        notifyProblem(`${code}: ${errorText(toOfficeError(thrown))}`);
      }
    },
    [office, errorText, code],
  );
}
