import { type RefObject, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { looksLikeReceipt, notifyProblem, useOpenReceipt, useScanner } from '#renderer/ui/index.ts';
import { type CitizenCard, parseCitizenCard } from '#shared/citizen/index.ts';
import { focusField, focusNextStop } from '../focus.ts';
import type { ReceiveForm } from '../model/form.ts';
import { newRequestId } from '../request-id.ts';
import { useReceptionStore } from '../use-reception.tsx';

/** Whose card is it? The filer's when the cursor stands with the filer, or an applicant is there and no filer yet. */
function readerOf(form: ReceiveForm, origin: Element | null): 'applicant' | 'filer' {
  if (form.filer === null) return 'applicant';
  if (origin?.closest('[data-filer]') != null) return 'filer';
  const filerIsOpen = form.filer.name === '' && form.filer.idNumber === '';
  return filerIsOpen && form.applicant.fields.name !== '' ? 'filer' : 'applicant';
}

/** Brings scanned and pasted cards into the form. Returns what is said to screen readers. */
export function useCardScans(sink: RefObject<HTMLInputElement | null>): string {
  const t = useTexts();
  const store = useReceptionStore();
  const openReceipt = useOpenReceipt();
  const [announcement, setAnnouncement] = useState('');

  const takeOver = (card: CitizenCard, origin: Element | null): void => {
    // The dossier before is committed: the next person's card begins the next one.
    if (store.get().submission.phase === 'received')
      store.dispatch({ kind: 'begun-anew', requestId: newRequestId() });
    const { form } = store.get();
    const to = readerOf(form, origin);
    store.dispatch({ kind: 'card-read', card, to });
    setAnnouncement(t('receive.applicant.announceScan', { name: card.name }));
    const target =
      to === 'filer' ? 'filer.ground' : form.procedure === null ? 'procedureCode' : 'applicant.phone';
    // At once, so that quick hands lose no letter; behind a finished dossier the form must first be drawn.
    if (!focusField(target)) setTimeout(() => focusField(target));
  };

  useScanner(sink, {
    remember: () => store.get().form,
    restore: (form) => store.update((now) => ({ ...now, form })),
    onAdvance: focusNextStop,
    claims: looksLikeReceipt,
    onScan: (text, origin) => {
      if (store.get().submission.phase === 'sending') return notifyProblem(t('receive.scan.notNow'));
      // What is half entered is kept while the dossier of that receipt is looked at.
      if (looksLikeReceipt(text)) return openReceipt(text);
      const read = parseCitizenCard(text);
      if (read.ok) return takeOver(read.value, origin);
      if (store.get().submission.phase === 'received') return notifyProblem(read.error.message);
      store.dispatch({ kind: 'scan-failed', problem: { message: read.error.message, raw: text } });
      setAnnouncement(read.error.message);
    },
  });
  return announcement;
}
