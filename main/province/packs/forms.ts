import { readdirSync, readFileSync } from 'node:fs';
import type { Sql } from '../store/index.ts';
import { type PackItem, readPackContent } from './content.ts';
import { isSameJson } from './differences.ts';

const SHIPPED = new URL('../../../resources/forms/', import.meta.url);

/**
 * The first of these forms that goes by the number and version of another one: of those that ship with the workstation,
 * or that were ever published. Dossiers keep a form by its key and are printed by it again, so that every office refuses
 * a pack that gives a key another meaning. Undefined: there is none.
 */
export async function findChangedForm(sql: Sql, items: readonly PackItem[]): Promise<PackItem | undefined> {
  const published = await sql.query<{ content: string }>(
    `select content from packs where kind = 'forms' order by version`,
  );
  const known = new Map<string, PackItem>();
  for (const content of [shippedForms(), ...published.map((row): unknown => JSON.parse(row.content))]) {
    const read = readPackContent('forms', content);
    for (const item of read.ok ? read.value.items : []) if (!known.has(item.key)) known.set(item.key, item);
  }
  return items.find(({ key, value }) => {
    const before = known.get(key);
    return before !== undefined && !isSameJson(before.value, value);
  });
}

const shippedForms = (): unknown[] =>
  readdirSync(SHIPPED)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, SHIPPED), 'utf8')));
