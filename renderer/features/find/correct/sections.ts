const FIELD = 'input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** Moves to the first field of the next section (`step` 1) or of the one before (-1); around at the ends. */
export function focusSection(page: HTMLElement | null, step: 1 | -1): void {
  const sections = [...(page?.querySelectorAll<HTMLElement>('section') ?? [])].filter(
    (section) => section.querySelector(FIELD) !== null,
  );
  const current = sections.findIndex((section) => section.contains(document.activeElement));
  const from = current === -1 && step === -1 ? 0 : current;
  const next = sections[(from + step + sections.length) % Math.max(1, sections.length)];
  const field = next?.querySelector<HTMLElement>(FIELD);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
