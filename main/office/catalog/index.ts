/** The catalogue of procedures: versions taken into use, found by day and code, searched; and imports from the portal. */
export { type Catalog, type CatalogHit, createCatalog } from './catalog.ts';
export { catalogueText } from './catalogue-text.ts';
export { type ImportOutcome, importPortal } from './import-portal.ts';
export { CatalogueHead, ImportRules } from './import-rules.ts';
export { mendContentInTx, mendContents } from './mend-contents.ts';
export type { ImportProblem } from './portal-format.ts';
export {
  readImportRules,
  readShippedCatalogue,
  readShippedHead,
  SHIPPED_CATALOGUE,
} from './shipped-files.ts';
export { type CatalogueVersion, catalogueProjector } from './versions-table.ts';
