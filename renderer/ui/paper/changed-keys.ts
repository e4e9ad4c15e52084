import { assertNever } from '#shared/base/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';

/** What stands on a form under each key, as one text per key. */
export function valuesByKey(document: FormDocument): Map<string, string> {
  const values = new Map<string, string>();
  for (const block of document.blocks) {
    switch (block.kind) {
      case 'fields':
        for (const field of block.fields) values.set(field.key, field.value);
        break;
      case 'paper-list':
        for (const row of block.rows) values.set(row.key, row.text);
        break;
      case 'paper-table':
        for (const row of block.rows) values.set(row.key, row.cells.join('\t'));
        break;
      case 'text':
        values.set(block.key, block.line.text);
        break;
      default:
        assertNever(block);
    }
  }
  return values;
}

/** Keys whose text is new or differs from before; what was emptied has nothing to mark. */
export function changedKeys(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Set<string> {
  const changed = new Set<string>();
  for (const [key, value] of after) if (value !== '' && before.get(key) !== value) changed.add(key);
  return changed;
}
