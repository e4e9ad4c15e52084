import { sha256 } from '../journal/index.ts';
import type { Database } from '../storage/index.ts';
import { readShippedCatalogue } from './shipped-files.ts';
import { allVersions, findContent, keepContentInTx } from './versions-table.ts';

/**
 * Puts the shipped catalogue's content back where a damaged database lost it: the hash in the journal proves that it is
 * the same. Gives the versions whose content is still missing.
 */
export function mendContents(db: Database, resourcesDirectory: string): number[] {
  const lost = allVersions(db).filter((version) => {
    const content = findContent(db, version.sha256);
    return content === undefined || sha256(content) !== version.sha256;
  });
  if (lost.length === 0) return [];
  const shipped = readShippedCatalogue(resourcesDirectory);
  const hash = sha256(shipped);
  if (lost.some((version) => version.sha256 === hash)) {
    db.transaction((tx) => keepContentInTx(tx, hash, shipped));
  }
  return lost.filter((version) => version.sha256 !== hash).map((version) => version.version);
}
