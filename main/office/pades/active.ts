import { PdfFileError } from './errors.ts';
import type { PdfFile } from './pdf/file.ts';
import { isDict, isStream, nameOf, type PdfValue } from './pdf/values.ts';

/** Actions (ISO 32000-1 §12.6.4) that run a program or bring in what is not in the file. */
const ACTIVE = new Set(['JavaScript', 'Launch', 'ImportData']);

/**
 * Refuses a file with scripts or with actions that start something: what it shows may be another thing tomorrow, and what
 * was previewed is not what somebody else will see. Every object counts, for a later one may point at it. Throws
 * PdfFileError `active-content`.
 */
export function refuseActive(file: PdfFile): void {
  for (const number of file.entries.keys()) {
    const waiting: PdfValue[] = [objectOf(file, number)];
    for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
      if (Array.isArray(value)) {
        waiting.push(...value);
        continue;
      }
      const dict = isStream(value) ? value.dict : isDict(value) ? value : undefined;
      if (dict === undefined) continue;
      const action = nameOf(file.resolve(dict.entries.get('S')));
      if (ACTIVE.has(action) || dict.entries.has('JS'))
        throw new PdfFileError('active-content', `object ${number}: ${action}`);
      waiting.push(...dict.entries.values());
    }
  }
}

/** What no reader can read does nothing in one either. */
function objectOf(file: PdfFile, number: number): PdfValue {
  try {
    return file.object(number);
  } catch (error) {
    if (error instanceof PdfFileError) return null;
    throw error;
  }
}
