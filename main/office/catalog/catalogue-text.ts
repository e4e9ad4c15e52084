import type { Catalogue } from '#shared/catalog/index.ts';

/** The catalogue as a file: one procedure per line group, so that two versions can be compared by eye. */
export function catalogueText(catalogue: Catalogue): string {
  return `${JSON.stringify(catalogue, null, 1)}\n`;
}
