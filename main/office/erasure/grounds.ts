import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { EraseDossiers } from '#shared/contract/index.ts';
import { type Dossier, partiesOf } from '#shared/dossier/index.ts';
import { searchTokens } from '#shared/text/index.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** `resources/erasure/grounds.json`. */
const Grounds = z.strictObject({
  version: z.int().min(1),
  grounds: z.array(
    z.strictObject({
      id: z.string().min(1).max(100),
      label: z.string().min(1),
      /** With document and reasons it must fit into the ground of an entry (500). */
      shown: z.string().min(1).max(160),
      validFrom: Day,
      validTo: Day.nullable(),
      source: z.string().min(1),
      certainty: z.enum(['confirmed', 'partly', 'unconfirmed']),
    }),
  ),
});
export type Ground = z.infer<typeof Grounds>['grounds'][number];

/** Reads the grounds of erasure. Throws when the file does not fit: nobody may erase by a broken rule. */
export function loadGrounds(resourcesDirectory: string): readonly Ground[] {
  const file = path.join(resourcesDirectory, 'erasure', 'grounds.json');
  return Grounds.parse(JSON.parse(readFileSync(file, 'utf8'))).grounds;
}

/** Those in force on a day (`YYYY-MM-DD`). */
export function groundsOn(grounds: readonly Ground[], day: string): Ground[] {
  return grounds.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
}

type Words = Pick<EraseDossiers, 'document' | 'reason' | 'openReason'>;

/** The sentence that stays for ever, after "đã xóa theo". `open`: whether this dossier needed a reason of its own. */
export function groundInWords(ground: Ground, words: Words, open: boolean): string {
  return [
    ground.shown,
    `văn bản ${words.document}`,
    ...(words.reason === '' ? [] : [`lý do: ${words.reason}`]),
    ...(open && words.openReason !== null ? [`xóa khi chưa giải quyết xong vì ${words.openReason}`] : []),
  ].join('; ');
}

/** Nine digits or more, in groups or not: a personal number or a phone. Dates and numbers of documents have fewer. */
const LONG_NUMBER = /(?:\p{Nd}[ .-]?){9,}/u;

/**
 * The field whose text would leave personal data in the entry that can never be erased: a long number, or the name of
 * somebody in the dossiers. Undefined when there is none.
 */
export function findPersonalField(words: Words, dossiers: readonly Dossier[]): keyof Words | undefined {
  const names = dossiers
    .flatMap(partiesOf)
    .map(({ name }) => ` ${searchTokens(name).join(' ')} `)
    .filter((name) => name.trim().includes(' '));
  return (['document', 'reason', 'openReason'] as const).find((field) => {
    const text = words[field] ?? '';
    const folded = ` ${searchTokens(text).join(' ')} `;
    return LONG_NUMBER.test(text) || names.some((name) => folded.includes(name));
  });
}
