import { officeDate } from '#shared/base/index.ts';
import { findAnnounced, type PackRef } from './announced-table.ts';
import { findPackContent, findPackHead } from './contents-table.ts';
import { allDecided, type DecidedPack } from './decided-table.ts';
import { calendarDifferences } from './differences/calendar.ts';
import { catalogueDifferences } from './differences/catalogue.ts';
import type { Difference } from './differences/difference.ts';
import { formDifferences } from './differences/forms.ts';
import type { InForce } from './in-force.ts';
import type { PacksPorts } from './ports.ts';
import { readPackContent } from './read-content.ts';

/** How many procedures, days or forms a pack adds, removes and changes. */
export type DifferenceCounts = { added: number; removed: number; changed: number };

/** Compares packs with what they take the place of; the last answers are kept, for a screen asks page by page. */
export type Comparer = {
  /**
   * What a pack changes: one that was applied against what was in force before it, any other against what is in force.
   * Undefined where its content is not here.
   */
  findDifferences(ref: PackRef): readonly Difference[] | undefined;
  findCounts(ref: PackRef): DifferenceCounts | undefined;
};

const MOST_KEPT = 12;

export function createComparer(parts: PacksPorts & { inForce: InForce }): Comparer {
  const { db } = parts;
  const kept = new Map<string, readonly Difference[]>();

  function findDifferences(ref: PackRef): readonly Difference[] | undefined {
    const decided = allDecided(db).filter(
      ({ kind, decision }) => kind === ref.kind && decision === 'applied',
    );
    const own = decided.find(({ version }) => version === ref.version);
    const pack = findAnnounced(db, ref) ?? own;
    if (pack === undefined || findPackHead(db, pack.sha256) === undefined) return undefined;
    const base = decided.filter(({ version }) => own === undefined || version < ref.version).at(-1);
    const day = own?.inForceFrom ?? officeDate(parts.clock.now());
    const key = [pack.sha256, base?.sha256 ?? '', ref.kind === 'forms' ? day : ''].join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = compare(parts, pack, { own, day });
    if (found === undefined) return undefined;
    kept.set(key, found);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    return found;
  }

  return {
    findDifferences,
    findCounts(ref) {
      const found = findDifferences(ref);
      if (found === undefined) return undefined;
      const counts = { added: 0, removed: 0, changed: 0 };
      for (const { what } of found) counts[what] += 1;
      return counts;
    },
  };
}

function compare(
  { db, catalog, inForce }: PacksPorts & { inForce: InForce },
  pack: Pick<DecidedPack, 'kind' | 'sha256' | 'effectiveFrom'>,
  { own, day }: { own: DecidedPack | undefined; day: string },
): readonly Difference[] | undefined {
  const stored = findPackContent(db, pack.sha256);
  const content =
    stored === undefined ? undefined : readPackContent(pack.kind, JSON.parse(stored), pack.effectiveFrom);
  if (content === undefined || !content.ok) return undefined;
  const before = own?.version;
  switch (content.value.kind) {
    case 'catalogue': {
      const versions = catalog
        .versions()
        .map(({ version }) => version)
        .filter((version) => own?.catalogueVersion == null || version < own.catalogueVersion);
      const base = versions.length === 0 ? undefined : catalog.getCatalogue(Math.max(...versions));
      const { catalogue } = content.value;
      return catalogueDifferences(base ?? { ...catalogue, procedures: [] }, catalogue);
    }
    case 'calendar':
      return calendarDifferences(inForce.calendarBefore(before), content.value.resources);
    case 'forms':
      return formDifferences(inForce.formLayers(before), content.value.templates, day);
  }
}
