/** A field into which text is typed. */
export type TextTarget = HTMLInputElement | HTMLTextAreaElement;

const NOT_TYPED_INTO = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range', 'color']);

/** Is text typed into this element? */
export function isTextTarget(element: unknown): element is TextTarget {
  if (element instanceof HTMLTextAreaElement) return !element.readOnly && !element.disabled;
  return (
    element instanceof HTMLInputElement &&
    !NOT_TYPED_INTO.has(element.type) &&
    !element.readOnly &&
    !element.disabled
  );
}

/** Gives a field a value as if it had been typed, so that React hears of it. */
function setValue(field: TextTarget, value: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** What stands in a field and where its cursor is. */
export type FieldSnapshot = { field: TextTarget; value: string; start: number; end: number };

export function takeFieldSnapshot(field: TextTarget): FieldSnapshot {
  const { value } = field;
  // Some kinds of fields (e-mail, number) tell no cursor.
  return {
    field,
    value,
    start: field.selectionStart ?? value.length,
    end: field.selectionEnd ?? value.length,
  };
}

/** The field as a scan goes into it: a search is a new one, never the last with more behind it. */
export function asScannedInto(snapshot: FieldSnapshot): FieldSnapshot {
  const { field, value } = snapshot;
  const searches = field.type === 'search' || field.getAttribute('role') === 'combobox';
  return searches ? { ...snapshot, start: 0, end: value.length } : snapshot;
}

/** Puts a field back as it was. */
export function restoreField(snapshot: FieldSnapshot): void {
  if (snapshot.field.value !== snapshot.value) setValue(snapshot.field, snapshot.value);
}

/** Types a text at the cursor that a field had, over what was selected there. */
export function typeInto(snapshot: FieldSnapshot, text: string): void {
  const { field, value, start, end } = snapshot;
  field.focus();
  setValue(field, value.slice(0, start) + text + value.slice(end));
  const cursor = start + text.length;
  if (field.selectionStart !== null) field.setSelectionRange(cursor, cursor);
}
