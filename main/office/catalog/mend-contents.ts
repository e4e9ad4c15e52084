import { sha256 } from '../journal/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import { readShippedCatalogue } from './shipped-files.ts';
import { allVersions, findContent, keepContentInTx } from './versions-table.ts';

/**
 * Puts contents back that a damaged database lost: the shipped catalogue's, and those of packs that are here still
 * (`held`, asked only where something is missing). The hash in the journal proves that it is the same. Gives the
 * versions whose content is still missing.
 */
export function mendContents(
  db: Database,
  resourcesDirectory: string,
  held: () => Iterable<string> = () => [],
): number[] {
  if (lostVersions(db).length === 0) return [];
  db.transaction((tx) => {
    mendContentInTx(tx, readShippedCatalogue(resourcesDirectory));
    for (const text of held()) mendContentInTx(tx, text);
  });
  return lostVersions(db).map(({ version }) => version);
}

/** Keeps a content that a version in the journal names by its hash and that is not here; anything else is left alone. */
export function mendContentInTx(tx: WritableDb, text: string): void {
  const hash = sha256(text);
  if (!allVersions(tx).some((version) => version.sha256 === hash)) return;
  const present = findContent(tx, hash);
  if (present === undefined || sha256(present) !== hash) keepContentInTx(tx, hash, text);
}

function lostVersions(db: Database) {
  return allVersions(db).filter((version) => {
    const content = findContent(db, version.sha256);
    return content === undefined || sha256(content) !== version.sha256;
  });
}
