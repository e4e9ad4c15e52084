import { type FieldPath, fieldElementId } from './model/form-fields.ts';

/** Elements that Enter visits one after the other. */
const STOP = '[data-stop]:not(:disabled):not([aria-disabled="true"]), [data-papers] td[tabindex="0"]';

/** Puts the cursor into a field and marks what stands there, so that typing replaces it. */
export function focusField(field: FieldPath): boolean {
  if (field === 'papers' || field === 'caseId') return focusPapers();
  if (field === 'gaps') return focusPapers() || focusLine(0);
  return focusElement(document.getElementById(fieldElementId(field)));
}

/** A free line on the sheet of a slip. */
export function focusLine(index: number): boolean {
  return focusElement(document.querySelector(`[data-line="${index}"]`));
}

function focusElement(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
  return document.activeElement === element;
}

/** Moves to the next stop behind `from`, in the order of the page; stays at the last one. */
export function focusNextStop(from: Element): void {
  const form = from.closest('[data-reception-form]');
  if (form === null) return;
  const stops = [...form.querySelectorAll(STOP)];
  const next = stops.find((stop) => from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (next !== undefined) focusElement(next);
}

/** The first field of each card, in the order of the page. */
const CARD_STARTS: readonly FieldPath[] = ['applicant.name', 'procedureCode', 'papers', 'delivery.way'];

/** Moves to the next card (`step` 1) or the one before (-1); around at the ends. */
export function focusCard(step: 1 | -1): void {
  const here = document.activeElement;
  const starts = CARD_STARTS.map((field) => document.getElementById(fieldElementId(field)));
  const current = starts.findLastIndex(
    (start) =>
      start !== null &&
      here !== null &&
      (start === here ||
        start.contains(here) ||
        (start.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0),
  );
  const next = CARD_STARTS[(current + step + CARD_STARTS.length) % CARD_STARTS.length];
  if (next !== undefined) focusField(next);
}

/** The cell of the papers' table that the cursor was on last, its head at first, or the list of cases. */
export function focusPapers(): boolean {
  return focusElement(document.querySelector('[data-papers] [tabindex="0"], [data-cases] [tabindex="0"]'));
}

/** A paper's row, by its key in the form. */
export function focusPaper(key: string): void {
  focusElement(
    document.querySelector(`[data-papers] [data-key="${CSS.escape(key)}"] [data-column="originals"]`),
  );
}

/** The paper on whose row the cursor stands; null outside the table's rows. */
export function focusedPaper(): string | null {
  return document.activeElement?.closest('[data-papers] [data-key]')?.getAttribute('data-key') ?? null;
}
