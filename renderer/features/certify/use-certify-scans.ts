import type { RefObject } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { looksLikeReceipt, notifyProblem, useOpenReceipt, useScanner } from '#renderer/ui/index.ts';
import { parseCitizenCard } from '#shared/citizen/index.ts';
import type { CertifyStore } from './certify-store.ts';
import { type Entry, readCard } from './entry.ts';
import { focusEntry } from './entry-row.tsx';

/** A scanned card fills the name and the cursor goes to the paper, wherever it stood; a receipt opens its dossier. */
export function useCertifyScans(
  sink: RefObject<HTMLInputElement | null>,
  store: CertifyStore,
  announce: (text: string) => void,
): void {
  const t = useTexts();
  const openReceipt = useOpenReceipt();
  useScanner<Entry>(sink, {
    remember: () => store.get().entry,
    restore: (entry) => store.update((now) => ({ ...now, entry })),
    onAdvance: () => {},
    claims: looksLikeReceipt,
    onScan: (text) => {
      if (store.get().recording.phase === 'sending') {
        notifyProblem(t('receive.scan.notNow'));
        return;
      }
      if (looksLikeReceipt(text)) {
        openReceipt(text);
        return;
      }
      const read = parseCitizenCard(text);
      if (!read.ok) {
        notifyProblem(read.error.message);
        return;
      }
      store.edit((entry) => readCard(entry, read.value));
      announce(t('receive.applicant.announceScan', { name: read.value.name }));
      focusEntry('paper');
    },
  });
}
