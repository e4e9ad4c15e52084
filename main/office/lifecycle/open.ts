import { hkdfSync } from 'node:crypto';
import type { EventPublisher } from '@orpc/server';
import { officeDate } from '#shared/base/index.ts';
import type { OfficeEvent, Status } from '#shared/contract/index.ts';
import { entryKinds, tables } from '#shared/journal/index.ts';
import { type Catalog, catalogueProjector, createCatalog } from '../catalog/index.ts';
import {
  dossiersProjector,
  loadCalendarRules,
  loadCodeFormats,
  type ReceivePorts,
  type ReceptionRules,
} from '../dossiers/index.ts';
import { loadReceiptTemplates } from '../forms/index.ts';
import { assertEveryViewHasProjector, createJournal, type Journal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import { createPrinting, type Printing, printedPapersProjector } from '../printing/index.ts';
import { getOfficeSettings, type OfficeSettings, settingsProjector } from '../settings/index.ts';
import { type Database, migrations, openDatabase, StorageError } from '../storage/index.ts';
import { type Keyring, usersProjector } from '../users/index.ts';
import type { officeFiles } from './core.ts';
import { statusOf, verifyAll } from './status.ts';

/** The rooms around one open database. */
export type OpenOffice = {
  db: Database;
  /** The database key: needed to wrap it for further people. In memory only. */
  key: Uint8Array;
  journal: Journal;
  catalog: Catalog;
  rules: ReceptionRules;
  printing: Printing;
  receivePorts: ReceivePorts;
  settings(): OfficeSettings;
  today(): string;
  status(): Promise<Status>;
  verify(signal?: AbortSignal): Promise<{ ok: boolean; entries: number; firstBad: string | null }>;
  close(): Promise<void>;
};

/** Every projector, in the order in which entries reach them. */
export const projectors = [
  settingsProjector,
  usersProjector,
  catalogueProjector,
  dossiersProjector,
  printedPapersProjector,
];
