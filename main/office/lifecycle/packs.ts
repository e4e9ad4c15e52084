import path from 'node:path';
import type { EventPublisher } from '@orpc/server';
import type { Clock } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import type { PackKind } from '#shared/exchange/index.ts';
import { type Catalog, readShippedHead } from '../catalog/index.ts';
import {
  loadCalendarResources,
  loadCodeFormats,
  loadSlipReasons,
  type ReceptionRules,
} from '../dossiers/index.ts';
import { loadReceiptTemplates, loadSlipTemplates } from '../forms/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import { createPacks, type FindKey, type Packs } from '../packs/index.ts';
import type { Database } from '../storage/index.ts';

/** How soon after midnight, or after the PC woke up, packs of the day are applied. */
const LOOK_EVERY_MS = 20_000;

/** The office's packs with what applies them on their day. */
export type OfficePacks = Packs & {
  /** The rules that the counters work by, of packs or shipped. */
  readonly rules: ReceptionRules;
  /** What the program ships with of a kind, as people call it. */
  shippedTitle(kind: PackKind): string;
  /** The pinned keys of the province, for packs that are carried by hand. */
  findKey: FindKey;
  close(): void;
};

/** Opens the packs of a database: those whose day has come are applied now and whenever a day begins. */
export function openPacks(parts: {
  db: Database;
  journal: Journal;
  clock: Clock;
  catalog: Catalog;
  resourcesDirectory: string;
  findKey: FindKey;
  events: EventPublisher<{ event: OfficeEvent }>;
  log: Logger;
}): OfficePacks {
  const { db, journal, clock, catalog, resourcesDirectory, log } = parts;
  const forms = path.join(resourcesDirectory, 'forms');
  const calendar = loadCalendarResources(resourcesDirectory);
  const receipts = loadReceiptTemplates(forms);
  const slips = loadSlipTemplates(forms);
  const packs = createPacks({
    db,
    journal,
    clock,
    catalog,
    shipped: { calendar, receipts, slips },
    onChanged: () => parts.events.publish('event', { kind: 'packs' }),
  });
  const { inForce } = packs;
  const fixed = {
    codeFormats: loadCodeFormats(resourcesDirectory),
    slipReasons: loadSlipReasons(resourcesDirectory),
    findProcedure: catalog.findProcedure,
  };
  const shippedTitles = {
    catalogue: readShippedHead(resourcesDirectory).title,
    calendar: calendar
      .filter(({ kind }) => kind === 'calendar')
      .map(({ title }) => title)
      .join('; '),
    forms: [...receipts, ...slips].map(({ title, circular }) => `${title} (${circular})`).join('; '),
  };
  /** What could not be applied was told once. */
  const told = new Set<string>();
  const applyDue = () => {
    // A clock months ahead would bring rules of another year into force.
    if (journal.clockState().trouble !== null) return;
    try {
      const { applied, failed } = packs.applyDue();
      for (const pack of applied) log.info('a pack came into force on its day', pack);
      for (const { pack, message } of failed) {
        const key = `${pack.kind} ${pack.version}`;
        if (!told.has(key)) log.warn('a pack could not be applied on its day', { ...pack, message });
        told.add(key);
      }
      if (applied.some(({ kind }) => kind === 'catalogue')) catalog.warmUp(clock.now());
    } catch (error) {
      // A full disk keeps the rules of yesterday for a while; it must not keep the office from opening.
      log.warn('packs could not be looked at', { error });
    }
  };
  applyDue();
  const looking = setInterval(applyDue, LOOK_EVERY_MS).unref();
  return {
    ...packs,
    rules: {
      ...fixed,
      get calendar() {
        return inForce.calendar();
      },
      get templates() {
        return inForce.receipts();
      },
      get slipTemplates() {
        return inForce.slips();
      },
    },
    findKey: parts.findKey,
    shippedTitle: (kind) => shippedTitles[kind],
    close: () => clearInterval(looking),
  };
}
