import path from 'node:path';
import type { EventPublisher } from '@orpc/server';
import { officeDate } from '#shared/base/index.ts';
import type { OfficeEvent, Status } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import type { FormDocument, LookupAddress } from '#shared/forms/index.ts';
import { entryKinds, tables } from '#shared/journal/index.ts';
import { type Catalog, catalogueProjector, createCatalog } from '../catalog/index.ts';
import { type Copies, copiesProjector } from '../copies/index.ts';
import { type Devices, devicesProjector } from '../devices/index.ts';
import type { Doctor } from '../doctor/index.ts';
import {
  dossiersProjector,
  findDossier,
  loadMendingReasons,
  type MendPorts,
  type ReceivePorts,
  type ReceptionRules,
} from '../dossiers/index.ts';
import { createErasure, type Erasure } from '../erasure/index.ts';
import {
  type Exchange,
  findProvinceKey,
  lookUpInUse,
  rememberOutsideClock,
  settlementsProjector,
} from '../exchange/index.ts';
import { type FeeReceiptPorts, feeReceiptsProjector } from '../fee-receipts/index.ts';
import { startPdfRenderer } from '../forms/index.ts';
import {
  assertEveryViewHasProjector,
  clockNoticesProjector,
  createJournal,
  type Journal,
  returnedStretchesProjector,
} from '../journal/index.ts';
import { lanProjector } from '../lan/index.ts';
import { createLogger } from '../log/index.ts';
import { packsProjector } from '../packs/index.ts';
import type { OfficePorts } from '../ports.ts';
import {
  createPrinting,
  createSystemPrinters,
  type PaperSource,
  type Printing,
  printedPapersProjector,
} from '../printing/index.ts';
import { queueProjector } from '../queue/index.ts';
import type { StationHub } from '../remote-devices/index.ts';
import { getOfficeSettings, type OfficeSettings, settingsProjector } from '../settings/index.ts';
import { rootsProjector, type Signing, signingProjector } from '../signing/index.ts';
import { type MarkKeeper, stationsProjector } from '../station/index.ts';
import { type Database, migrations, openDatabase, type WritableDb } from '../storage/index.ts';
import { allUsers, type Keyring, type User, usersProjector } from '../users/index.ts';
import { openCopies } from './copies.ts';
import { openDevices } from './devices.ts';
import { openDoctor } from './doctor.ts';
import { type OfficeDrafts, openDrafts } from './drafts.ts';
import { filesOf, openExchange } from './exchange.ts';
import { openFeeReceipts } from './fee-receipts.ts';
import { type OfficePacks, openPacks } from './packs.ts';
import { type OfficeQueue, openQueue } from './queue.ts';
import { createPaperSource, paperOf } from './receipts.ts';
import { type OfficeScanners, openScanners } from './scanner.ts';
import { erasureOfPapers, openSigning } from './signing.ts';
import { claimDatabase, noteGivenCode, openStation, watchTrouble } from './station.ts';
import { remoteStations, stationPrinters, watchStations } from './stations.ts';
import { readStatus } from './status.ts';
import { type OfficeTokens, openTokens } from './tokens.ts';
import { createVerification, type Verification } from './verification.ts';

/** The rooms around one open database. */
export type OpenOffice = {
  db: Database;
  /** The database key, needed to wrap it for further people. In memory only. */
  key: Uint8Array;
  /** The station under which entries are written now. */
  station: string;
  /** What is kept outside the database about it. */
  marks: MarkKeeper;
  journal: Journal;
  catalog: Catalog;
  packs: OfficePacks;
  rules: ReceptionRules;
  printing: Printing;
  drafts: OfficeDrafts;
  receivePorts: ReceivePorts;
  mendPorts: MendPorts;
  settings(): OfficeSettings;
  /** A person with an account here, active or not. */
  findPerson(id: string): User | undefined;
  /** Where the QR of a receipt made now leads; null: nowhere. */
  lookUp(): LookupAddress;
  /** The filled receipt or slip of a dossier, as it is printed. */
  paperOf(dossier: Dossier): FormDocument;
  /** Office date, `YYYY-MM-DD`. */
  today(): string;
  /** As it is seen at that station, which may have a printer of its own; left out: at the office's own PC. */
  status(station?: string): Promise<Status>;
  verification: Verification;
  erasure: Erasure;
  copies: Copies;
  queue: OfficeQueue;
  scanners: OfficeScanners;
  devices: Devices;
  doctor: Doctor;
  signing: Signing;
  tokens: OfficeTokens;
  exchange: Exchange;
  feeReceiptPorts: FeeReceiptPorts;
  close(): Promise<void>;
};

/** Every projector, in the order in which an entry reaches them. */
export const projectors = [
  settingsProjector,
  usersProjector,
  catalogueProjector,
  dossiersProjector,
  printedPapersProjector,
  copiesProjector,
  stationsProjector,
  clockNoticesProjector,
  queueProjector,
  devicesProjector,
  lanProjector,
  signingProjector,
  rootsProjector,
  settlementsProjector,
  returnedStretchesProjector,
  packsProjector,
  feeReceiptsProjector,
];

const QUIET_CHECK_AFTER_MS = 60_000;

/**
 * Opens the database with its key and builds the rooms on it. `fileReplaced`: a re-key has put this file in the place of
 * the one before. Rejects with StorageError when the file can't be opened.
 */
export async function openOffice(
  ports: OfficePorts,
  files: { database: string; archive: string; prints: string; temporary: string },
  keyring: Keyring,
  key: Uint8Array,
  events: EventPublisher<{ event: OfficeEvent }>,
  hub: StationHub,
  fileReplaced = false,
): Promise<OpenOffice> {
  const { clock, ids, resourcesDirectory } = ports;
  const log = createLogger(ports.log, 'lifecycle');
  const letGo = await claimDatabase(ports, keyring.station, log);
  let db: Database;
  try {
    db = openDatabase({ file: files.database, key, migrations });
  } catch (error) {
    await letGo();
    throw error;
  }
  try {
    assertEveryViewHasProjector(projectors, tables);
    /** The exchange, once it is there, is told of each commit. */
    let wake = () => {};
    const { station, journal, marks } = await openStation({
      ports,
      db,
      keyring,
      log,
      fileReplaced,
      journalOf(station, onCommitted) {
        const opened = createJournal({
          db,
          kinds: entryKinds,
          projectors,
          identity: { office: keyring.office, station },
          clock,
          ids,
          clockGuard: { builtAt: ports.builtAt },
          onCommitted() {
            onCommitted();
            wake();
          },
        });
        // Before a station begins, or packs come into force by the day that this clock says.
        rememberOutsideClock(db, opened);
        return opened;
      },
    });
    const catalog = createCatalog({ db, journal, resourcesDirectory });
    const packs = openPacks({
      db,
      journal,
      clock,
      catalog,
      resourcesDirectory,
      findKey: (kid) => findProvinceKey(db, kid),
      events,
      log: createLogger(ports.log, 'packs'),
    });
    const { rules } = packs;
    const settings = db.remember(['settings'], () => getOfficeSettings(db));
    /** Every call asks who calls. */
    const people = db.remember(['users'], () => new Map(allUsers(db).map((user) => [user.id, user])));
    /** Every letter of a reception asks for it. */
    const lookUp = db.remember(
      ['settings', 'exchange_enrolment'],
      () => lookUpInUse(db, settings().profile).address,
    );
    const paperParts = {
      templates: packs.inForce.known,
      settings,
      lookUp,
      issuedRevisions: (id: string): readonly number[] => printing.issuedRevisions(id),
    };
    const today = () => officeDate(clock.now());
    const renderer = startPdfRenderer({
      fontsDirectory: path.join(resourcesDirectory, 'fonts'),
      workerFile: ports.pdfWorkerFile,
    });
    const papers: PaperSource = {
      ...createPaperSource({ db, journal, ...paperParts }),
      findSigned: (id, revision) => signing.findSignedPaper(id, revision),
    };
    const printing = createPrinting({
      db,
      journal,
      clock,
      ids,
      station,
      renderer,
      papers,
      defaultPdfFolder: files.prints,
      systemPrinters: createSystemPrinters({
        hostPrinter: ports.hostPrinter,
        platform: process.platform,
        temporaryDirectory: files.temporary,
      }),
      stations: stationPrinters({ hub, db, clock }),
      archiveDirectory: files.archive,
      databaseKey: key,
      onJobChanged: (job) => events.publish('event', { kind: 'print-job', job }),
      log: createLogger(ports.log, 'printing'),
    });
    const tokens = openTokens({
      ports,
      db,
      journal,
      station,
      office: settings,
      roots: () => signing.roots.ders(),
      stations: hub,
      events,
    });
    const signing = openSigning({
      db,
      journal,
      clock,
      ids,
      station,
      officeId: keyring.office,
      archive: printing.archive,
      renderer,
      papers,
      office: settings,
      findSigner: (session, person, at) => tokens.findSigner(session, { person, station: at }),
      resourcesDirectory,
      events,
      log: createLogger(ports.log, 'signing'),
    });
    const copies = openCopies({ ports, db, journal, key, station, events });
    const exchange = openExchange({
      ports,
      db,
      journal,
      officeId: keyring.office,
      station,
      office: settings,
      codeFormats: rules.codeFormats,
      packs,
      files: filesOf(printing.archive.read),
      marks,
      events,
    });
    wake = exchange.wake;
    const devices = openDevices({
      db,
      journal,
      clock,
      ids,
      station,
      resourcesDirectory,
      office: settings,
      events,
      log: createLogger(ports.log, 'devices'),
      remote: remoteStations({ hub, db, clock }),
    });
    const queue = openQueue({
      marks,
      db,
      journal,
      clock,
      ids,
      resourcesDirectory,
      office: settings,
      events,
      orderTicketInTx: devices.orderTicketInTx,
      findTicketJob: devices.findJobIdOfTicket,
    });
    const scanners = openScanners({ db, journal, clock, station, events, hub });
    const leaveStations = watchStations({ hub, db, devices, scanners, printing, events });
    const clockInDoubt = () => journal.clockState().trouble !== null;
    const drafts = openDrafts({ db, clock, resourcesDirectory, log, events, clockInDoubt });
    const tellDossier = (tx: WritableDb, id: string) =>
      tx.afterCommit(() => events.publish('event', { kind: 'dossier', id }));
    const verification = createVerification(journal, log);
    const erasure = createErasure({
      db,
      journal,
      clock,
      resourcesDirectory,
      papers: erasureOfPapers(printing.erasure, signing.erasure),
      onErased: (id) => events.publish('event', { kind: 'dossier-erased', id }),
      log: createLogger(ports.log, 'erasure'),
    });
    const unwatch = watchTrouble({ journal, marks }, () => events.publish('event', { kind: 'numbers' }));
    // The first search of the day must not wait for the index; nothing depends on when it is made.
    const warmUp = setTimeout(() => {
      try {
        catalog.warmUp(clock.now());
      } catch (error) {
        // A damaged page must not end the office; whoever searches is told.
        log.warn('the catalogue could not be read ahead', { error });
      }
    }, 0);
    // After the first minute of the day, in which everybody signs in.
    const checking = setTimeout(() => verification.beginQuietly(), QUIET_CHECK_AFTER_MS).unref();
    const status = (at: string = station) =>
      readStatus({
        db,
        journal,
        printing,
        copies,
        exchange,
        marks,
        writes: station,
        station: at,
        today: today(),
        verified: verification.state(),
      });
    const feeReceiptPorts = openFeeReceipts({
      db,
      journal,
      clock,
      ids,
      resourcesDirectory,
      office: settings,
      events,
    });
    const doctor = openDoctor({ ports, devices, scanner: scanners.own, printing, status: () => status() });
    return {
      db,
      key,
      station,
      marks,
      journal,
      catalog,
      packs,
      rules,
      printing,
      drafts,
      verification,
      erasure,
      copies,
      queue,
      scanners,
      devices,
      doctor,
      signing,
      tokens,
      exchange,
      feeReceiptPorts,
      receivePorts: {
        db,
        journal,
        clock,
        ids,
        rules,
        office: settings,
        station,
        visitAtCounter: queue.visitAtCounter,
        enqueuePaperInTx: printing.enqueuePaperInTx,
        noteReceivedInTx: (tx, dossier) => {
          tellDossier(tx, dossier.id);
          if (dossier.follows !== undefined) tellDossier(tx, dossier.follows);
          // A slip's number is of another book: it tells nothing of the codes that were given.
          if (dossier.slip !== undefined) return;
          tx.afterCommit(() => {
            for (const { code, kind } of dossier.codes) if (kind === 'own') noteGivenCode(marks, code);
          });
        },
        forgetDraftInTx: drafts.forgetDraftInTx,
        noteProcedureUsedInTx: (tx, code) => catalog.recordUseInTx(tx, code, clock.now()),
      },
      mendPorts: {
        db,
        journal,
        clock,
        rules,
        office: settings,
        reasons: loadMendingReasons(resourcesDirectory),
        getProcedure: catalog.getProcedure,
        issuedRevisions: printing.issuedRevisions,
        enqueuePaperInTx: printing.enqueuePaperInTx,
        supersedeInTx: (tx, id, before) => {
          printing.supersedeInTx(tx, id, before);
          tellDossier(tx, id);
          // A slip that it followed says so.
          const follows = findDossier(tx, id)?.follows;
          if (follows !== undefined) tellDossier(tx, follows);
        },
      },
      settings,
      lookUp,
      findPerson: (id) => people().get(id),
      paperOf: (dossier) => paperOf(paperParts, dossier),
      today,
      status,
      async close() {
        clearTimeout(warmUp);
        unwatch();
        packs.close();
        drafts.close();
        queue.close();
        clearTimeout(checking);
        leaveStations();
        await exchange.close();
        await scanners.close();
        await copies.close();
        await verification.close();
        await erasure.close();
        await devices.close();
        await signing.close();
        await tokens.close();
        await printing.close();
        await renderer.close();
        await marks.close();
        db.close();
        await letGo();
      },
    };
  } catch (error) {
    db.close();
    await letGo();
    throw error;
  }
}
