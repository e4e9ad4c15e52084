import type { KnownKey } from '#main/parcels/index.ts';
import type { Clock } from '#shared/base/index.ts';
import type { CalendarResource } from '#shared/calendar/index.ts';
import type { ReceiptTemplate, SlipTemplate } from '#shared/forms/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Database } from '../storage/index.ts';

/** The province's pinned keys by their thumbprint; undefined: not a key that is believed. */
export type FindKey = (kid: string) => KnownKey | undefined | Promise<KnownKey | undefined>;

/** What packs need from the rooms around. */
export type PacksPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  catalog: Catalog;
  /** What the program ships with. */
  shipped: {
    calendar: readonly CalendarResource[];
    receipts: readonly ReceiptTemplate[];
    slips: readonly SlipTemplate[];
  };
  /** Told after a commit: packs or what is in force changed. */
  onChanged: () => void;
};
