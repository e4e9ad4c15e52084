import { z } from 'zod';
import type { WritableDb } from '../storage/index.ts';
import { allForms, deleteDraftInTx } from './drafts-table.ts';

/**
 * Removes every draft in which one of these personal numbers stands, in whatever field and however it is spaced; gives
 * how many. For erasing a person: a half-entered form holds the same data as a dossier. Joins the caller's transaction.
 */
export function forgetDraftsOf(tx: WritableDb, idNumbers: readonly string[]): number {
  const patterns = idNumbers.flatMap((number) => patternOf(number) ?? []);
  if (patterns.length === 0) return 0;
  const concerned = allForms(tx).filter(({ form }) =>
    textsOf(form).some((text) => patterns.some((pattern) => pattern.test(text))),
  );
  for (const { requestId } of concerned) deleteDraftInTx(tx, requestId);
  return concerned.length;
}

/**
 * Removes every draft that was filled from a dossier: the form begun with its slip, or the next one of its visit, also a
 * line of certified copies; gives how many. They hold that person's data, also where no number of theirs is known. Joins the caller's transaction.
 */
export function forgetDraftsFrom(tx: WritableDb, dossierId: string): number {
  const filled = allForms(tx).filter(({ form }) => sourcesOf(form).includes(dossierId));
  for (const { requestId } of filled) deleteDraftInTx(tx, requestId);
  return filled.length;
}

const Sources = z.object({
  follows: z.object({ id: z.string() }).nullish().catch(null),
  visitOf: z.object({ id: z.string() }).nullish().catch(null),
  visit: z.array(z.string()).catch([]),
});

/** The dossiers that a form says it was filled from. */
function sourcesOf(form: string): string[] {
  try {
    const { follows, visitOf, visit } = Sources.parse(JSON.parse(form));
    return [...[follows, visitOf].flatMap((source) => source?.id ?? []), ...visit];
  } catch {
    return [];
  }
}

/** The number as people write it: with blanks, dots or hyphens anywhere, but not as a part of a longer one. */
function patternOf(number: string): RegExp | undefined {
  const characters = number.normalize('NFC').match(/[\p{L}\p{N}]/gu);
  if (characters === null) return undefined;
  const body = characters.join('[\\s._\\-]*');
  return new RegExp(`(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, 'iu');
}

/** Every text in a form, names of members included. A form that is no JSON is one text. */
function textsOf(form: string): string[] {
  const found: string[] = [];
  let open: unknown[];
  try {
    open = [JSON.parse(form)];
  } catch {
    return [form];
  }
  // A stack of our own: a form may be nested deeper than calls can be.
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' || typeof value === 'number') found.push(String(value));
    else if (typeof value === 'object' && value !== null) {
      found.push(...Object.keys(value));
      open.push(...Object.values(value));
    }
  }
  return found;
}
