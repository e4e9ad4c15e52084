import { officeDate } from '#shared/base/index.ts';
import { Catalogue, limitText, type Procedure, type Usage, usageWeight } from '#shared/catalog/index.ts';
import { catalogueApplied } from '#shared/journal/index.ts';
import { type Journal, sha256 } from '../journal/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import { type LoadedCatalogue, loadCatalogue } from './loaded-catalogue.ts';
import { readShippedCatalogue } from './shipped-files.ts';
import { addUseInTx, readUsage } from './usage-table.ts';
import {
  allVersions,
  type CatalogueVersion,
  findContent,
  findVersion,
  keepContentInTx,
} from './versions-table.ts';

/** A procedure as a list shows it; the shape of the contract's hits. */
export type CatalogHit = {
  code: string;
  name: string;
  field: string;
  limitText: string;
  matches: [number, number][];
  recent: boolean;
  /** What a slip of the hand may have meant; nothing holds what was typed. */
  guessed: boolean;
};

export type Catalog = {
  /**
   * Takes a catalogue (its JSON text) into use: journal entry and content in the caller's transaction. Applying the
   * same text again changes nothing. `from` (`YYYY-MM-DD`): the day on which it comes into force here; left out: its
   * own. Throws ZodError when it is no catalogue, Error when its version is taken.
   */
  applyInTx(tx: WritableDb, text: string, actor: string, from?: string): CatalogueVersion;
  /** The catalogue that ships with the program. */
  applyShippedInTx(tx: WritableDb, actor: string): CatalogueVersion;
  versions(): CatalogueVersion[];
  /** The version in force on a day; of a day before all of them the first, so that a desk with a wrong clock goes on. */
  current(date: string): CatalogueVersion;
  /** A procedure in force on a day, with the version that states it. Province and service suffixes are ignored. */
  findProcedure(code: string, date: string): { procedure: Procedure; catalogueVersion: number } | undefined;
  /** A procedure of a version, whatever the day: what an old dossier was received under. Throws when there is none. */
  getProcedure(code: string, version: number): Procedure;
  /** The whole of a version. Throws when it is not here. */
  getCatalogue(version: number): Catalogue;
  /** Procedures by code, name or everyday words, at `now` (milliseconds since 1970); an empty query: those used last. */
  search(query: string, limit: number, now: number): { hits: CatalogHit[]; total: number };
  /** Counts one reception, for the order of later searches. */
  recordUseInTx(tx: WritableDb, code: string, now: number): void;
  /** Reads the version in force into memory and builds its index: some tens of milliseconds, spent before they are missed. */
  warmUp(now: number): void;
};

export function createCatalog(options: {
  db: Database;
  journal: Journal;
  /** Folder of the shipped data. */
  resourcesDirectory: string;
}): Catalog {
  const { db, journal, resourcesDirectory } = options;
  /** By hash: a content never changes. */
  const loaded = new Map<string, LoadedCatalogue>();
  let usage: Map<string, Usage> | undefined;
  /** Every reception asks, and it changes a few times a year. */
  const versions = db.remember(['catalogue_versions'], () => allVersions(db));

  function load({ version, sha256: hash }: CatalogueVersion): LoadedCatalogue {
    const known = loaded.get(hash);
    if (known !== undefined) return known;
    const content = findContent(db, hash);
    if (content === undefined || sha256(content) !== hash) {
      throw new Error(`the content of catalogue version ${version} is missing or damaged`);
    }
    // Parsed by the schema when it was applied; the hash says that it is still the same.
    const fresh = loadCatalogue(JSON.parse(content) as Catalogue);
    loaded.set(hash, fresh);
    return fresh;
  }

  function current(date: string): CatalogueVersion {
    // By version: where the clock was wrong a newer one may have begun on an earlier day.
    const inForce =
      versions()
        .filter((item) => item.effectiveFrom <= date)
        .toSorted((a, b) => a.version - b.version)
        .at(-1) ?? versions()[0];
    if (inForce === undefined) throw new Error('no catalogue was applied');
    return inForce;
  }

  function applyInTx(tx: WritableDb, text: string, actor: string, from?: string): CatalogueVersion {
    const catalogue = Catalogue.parse(JSON.parse(text));
    const hash = sha256(text);
    const taken = findVersion(tx, catalogue.version);
    if (taken?.sha256 === hash) return taken;
    if (taken !== undefined) {
      throw new Error(`catalogue version ${catalogue.version} was applied before with another content`);
    }
    keepContentInTx(tx, hash, text);
    const { version, title } = catalogue;
    const effectiveFrom = from ?? catalogue.effectiveFrom;
    const entry = journal.appendInTx(tx, {
      kind: catalogueApplied,
      actor,
      subject: `catalogue-${version}`,
      body: { version, title, sha256: hash, effectiveFrom },
    });
    return { version, title, sha256: hash, effectiveFrom, appliedAt: entry.at };
  }

  return {
    applyInTx,
    applyShippedInTx: (tx, actor) => applyInTx(tx, readShippedCatalogue(resourcesDirectory), actor),
    versions: () => [...versions()],
    current,
    findProcedure(code, date) {
      const version = current(date);
      const catalogue = load(version);
      const procedure = catalogue.find(code);
      if (procedure === undefined || !catalogue.isInForce(procedure, date)) return undefined;
      return { procedure, catalogueVersion: version.version };
    },
    getProcedure(code, version) {
      const found = findVersion(db, version);
      const procedure = found === undefined ? undefined : load(found).find(code);
      if (procedure === undefined) throw new Error(`no procedure ${code} in catalogue version ${version}`);
      return procedure;
    },
    getCatalogue(version) {
      const found = findVersion(db, version);
      if (found === undefined) throw new Error(`no catalogue version ${version}`);
      return load(found).catalogue;
    },
    search(query, limit, now) {
      const date = officeDate(now);
      const catalogue = load(current(date));
      usage ??= readUsage(db);
      const weights = new Map(
        [...usage].map(([code, used]) => [code, { ...used, weight: usageWeight(used, now) }]),
      );
      const { hits, total } = catalogue.search(date).search(query, { limit, usage: weights });
      return {
        total,
        hits: hits.flatMap((hit) => {
          const procedure = catalogue.find(hit.code);
          if (procedure === undefined) return [];
          const atCounter = procedure.channels.find((terms) => terms.channel === 'counter');
          return [
            {
              ...hit,
              name: procedure.name,
              field: procedure.field,
              limitText: limitText(atCounter?.limit ?? null),
            },
          ];
        }),
      };
    },
    recordUseInTx(tx, code, now) {
      const used = addUseInTx(tx, code, now);
      tx.afterCommit(() => usage?.set(code, used));
    },
    warmUp(now) {
      const date = officeDate(now);
      load(current(date)).search(date);
    },
  };
}
