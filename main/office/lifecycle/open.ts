import path from 'node:path';
import type { EventPublisher } from '@orpc/server';
import { officeDate } from '#shared/base/index.ts';
import type { OfficeEvent, Status } from '#shared/contract/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import { type Catalog, catalogueProjector, createCatalog } from '../catalog/index.ts';
import {
  dossiersProjector,
  loadCalendarRules,
  loadCodeFormats,
  type ReceivePorts,
  type ReceptionRules,
} from '../dossiers/index.ts';
import { loadReceiptTemplates } from '../forms/index.ts';
import { createJournal, type Journal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import { getOfficeSettings, type OfficeSettings, settingsProjector } from '../settings/index.ts';
import { type Database, migrations, openDatabase } from '../storage/index.ts';
import { type Keyring, usersProjector } from '../users/index.ts';
import { type ReceiptPrinting, temporaryPrinting } from './receipt-printing.ts';
import { readStatus } from './status.ts';

/** The rooms around one open database. */
export type OpenOffice = {
  db: Database;
  /** The database key, needed to wrap it for further people. In memory only. */
  key: Uint8Array;
  journal: Journal;
  catalog: Catalog;
  rules: ReceptionRules;
  printing: ReceiptPrinting;
  receivePorts: ReceivePorts;
  settings(): OfficeSettings;
  /** Office date, `YYYY-MM-DD`. */
  today(): string;
  status(): Promise<Status>;
  /** Checks every entry of every chain. */
  verify(signal?: AbortSignal): Promise<{ ok: boolean; entries: number; firstBad: string | null }>;
  close(): Promise<void>;
};

/** Every projector, in the order in which an entry reaches them. */
export const projectors = [settingsProjector, usersProjector, catalogueProjector, dossiersProjector];

/** Opens the database with its key and builds the rooms on it. Rejects with StorageError when the file can't be opened. */
export async function openOffice(
  ports: OfficePorts,
  files: { database: string; archive: string; prints: string },
  keyring: Keyring,
  key: Uint8Array,
  events: EventPublisher<{ event: OfficeEvent }>,
): Promise<OpenOffice> {
  const { clock, ids, resourcesDirectory } = ports;
  const log = createLogger(ports.log, 'lifecycle');
  const db = openDatabase({ file: files.database, key, migrations });
  try {
    const identity = { office: keyring.office, station: keyring.station };
    const journal = createJournal({ db, kinds: entryKinds, projectors, identity, clock, ids });
    const catalog = createCatalog({ db, journal, resourcesDirectory });
    const rules: ReceptionRules = {
      calendar: loadCalendarRules(resourcesDirectory),
      codeFormats: loadCodeFormats(resourcesDirectory),
      templates: loadReceiptTemplates(path.join(resourcesDirectory, 'forms')),
      findProcedure: catalog.findProcedure,
    };
    const settings = () => getOfficeSettings(db);
    const today = () => officeDate(clock.now());
    const printing = temporaryPrinting();
    const head = journal.verifyHead();
    let verified: Status['verified'] = head.state === 'intact' ? 'ok' : 'broken';
    if (head.state === 'broken') log.error('the journal is broken', { bad: head.bad });
    return {
      db,
      key,
      journal,
      catalog,
      rules,
      printing,
      receivePorts: {
        db,
        journal,
        clock,
        ids,
        rules,
        office: settings,
        station: keyring.station,
        enqueueReceiptInTx: (tx, dossier, actor) => {
          printing.enqueueReceiptInTx(tx, dossier, actor);
          tx.afterCommit(() => events.publish('event', { kind: 'dossier', id: dossier.id }));
        },
        noteProcedureUsedInTx: (tx, code) => catalog.recordUseInTx(tx, code, clock.now()),
      },
      settings,
      today,
      status: () => readStatus({ db, journal, printing, today: today(), verified }),
      async verify(signal) {
        verified = 'running';
        const result = await journal.verify(signal === undefined ? {} : { signal });
        verified = result.state === 'broken' ? 'broken' : result.state === 'intact' ? 'ok' : 'not-yet';
        const firstBad =
          result.state === 'broken'
            ? `chuỗi ${result.bad.chain}, mục ${result.bad.seq} (${result.bad.what})`
            : null;
        return { ok: result.state === 'intact', entries: result.checked, firstBad };
      },
      async close() {
        await printing.close();
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}
