import { type RefObject, useCallback, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, useOffice } from '#renderer/office/index.ts';
import {
  looksLikeReceipt,
  notifyProblem,
  paths,
  type ScannedReceipt,
  useOpenReceipt,
  useScanner,
} from '#renderer/ui/index.ts';
import { type CitizenCard, parseCitizenCard } from '#shared/citizen/index.ts';
import { focusField, focusNextStop } from '../focus.ts';
import { isUntouched, type ReceiveForm } from '../model/form.ts';
import { type FieldPath, fieldElementId } from '../model/form-fields.ts';
import { isBlank } from '../model/people.ts';
import { useReceptionStore } from '../use-reception.tsx';

type Reader = 'applicant' | 'filer' | 'co-applicant' | 'representative';

/** Where the cursor goes behind a card: to what is still to be said. */
function targetOf(to: Reader, form: ReceiveForm): FieldPath {
  if (to === 'filer') return 'filer.ground';
  if (form.procedure === null)
    return to === 'representative' ? 'applicant.representative.position' : 'procedureCode';
  return 'applicant.phone';
}

/** Whose card is it? The filer's when the cursor stands with the filer, or an applicant is there and no filer yet. */
function readerOf(form: ReceiveForm, origin: Element | null): Reader {
  if (origin?.closest('[data-other]') != null) return 'co-applicant';
  const opened = form.openCoApplicant === null ? undefined : form.coApplicants[form.openCoApplicant];
  if (opened !== undefined && isBlank(opened)) return 'co-applicant';
  if (form.applicantKind !== 'person' && form.filer === null) return 'representative';
  if (form.filer === null) return 'applicant';
  if (origin?.closest('[data-filer]') != null) return 'filer';
  const filerIsOpen = form.filer.name === '' && form.filer.idNumber === '';
  return filerIsOpen && form.applicant.fields.name !== '' ? 'filer' : 'applicant';
}

/** Brings scanned and pasted cards into the form. Returns what is said to screen readers. */
export function useCardScans(sink: RefObject<HTMLInputElement | null>): string {
  const t = useTexts();
  const store = useReceptionStore();
  const office = useOffice();
  /** On a form with nothing in it, an open request for supplement is what the person came back with: it fills the form. */
  const followsAt = useCallback(
    async ({ id }: ScannedReceipt): Promise<string | null> => {
      const isFree = (): boolean => {
        const { submission, sheet, form } = store.get();
        return submission.phase === 'editing' && sheet === null && isUntouched(form);
      };
      if (!isFree()) return null;
      const { dossier } = await office.dossiers.get({ id });
      const { slip, cancelled, followedBy } = dossier;
      const isOpen = slip?.kind === 'supplement' && cancelled === null && followedBy === null;
      return isOpen && isFree() ? paths.receiveAfterSlip(id) : null;
    },
    [office, store],
  );
  const openReceipt = useOpenReceipt(followsAt);
  const [announcement, setAnnouncement] = useState('');

  const takeOver = (card: CitizenCard, origin: Element | null): void => {
    // The dossier before is committed: the next person's card begins the next one.
    if (store.get().submission.phase === 'received')
      store.dispatch({ kind: 'begun-anew', requestId: newRequestId() });
    const { form } = store.get();
    const to = readerOf(form, origin);
    if (to === 'applicant' || to === 'filer') store.dispatch({ kind: 'card-read', card, to });
    else store.dispatch({ kind: 'people-card', card, to });
    setAnnouncement(t('receive.applicant.announceScan', { name: card.name }));
    if (store.get().sheet !== null) {
      // On the sheet of a slip the cursor stays where it is, unless the name was waited for.
      if (origin?.id === fieldElementId('applicant.name')) focusNextStop(origin);
      return;
    }
    const target = targetOf(to, form);
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
