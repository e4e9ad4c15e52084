import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CatalogueHead, ImportRules } from './import-rules.ts';

/** The name of the shipped catalogue, version 1, inside `resources/catalog`. */
export const SHIPPED_CATALOGUE = 'catalogue-1.json';

/** Reads the data that mends and completes an import. Throws when a file is missing or does not fit. */
export function readImportRules(resourcesDirectory: string): ImportRules {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(resourcesDirectory, 'catalog', name), 'utf8'));
  return ImportRules.parse({
    overrides: read('overrides.json'),
    exemptions: read('exemptions.json'),
    everydayWords: read('everyday-words.json'),
    supplementEffects: read('supplement-effects.json'),
  });
}

/** The text of the catalogue that ships with the program. */
export function readShippedCatalogue(resourcesDirectory: string): string {
  return readFileSync(path.join(resourcesDirectory, 'catalog', SHIPPED_CATALOGUE), 'utf8');
}

/** Version, title, day of effect and source of the shipped catalogue. */
export function readShippedHead(resourcesDirectory: string): CatalogueHead {
  return CatalogueHead.parse(
    JSON.parse(readFileSync(path.join(resourcesDirectory, 'catalog', 'head.json'), 'utf8')),
  );
}
