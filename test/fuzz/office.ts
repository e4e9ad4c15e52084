import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Catalog, catalogueProjector, createCatalog } from '#office/catalog/index.ts';
import {
  dossiersProjector,
  loadMendingReasons,
  type MendPorts,
  type ReceivePorts,
  type ReceptionRules,
} from '#office/dossiers/index.ts';
import { settlementsProjector } from '#office/exchange/settlements.ts';
import {
  type FeeReceiptPorts,
  feeReceiptsProjector,
  loadFeeReceiptRules,
} from '#office/fee-receipts/index.ts';
import { clockNoticesProjector, type Journal, returnedStretchesProjector } from '#office/journal/index.ts';
import { noteGivenCode, openStation } from '#office/lifecycle/station.ts';
import { createLogger } from '#office/log/index.ts';
import { createPacks, type Packs, packsProjector } from '#office/packs/index.ts';
import { settingsProjector } from '#office/settings/index.ts';
import { requestNewStation, stationsProjector } from '#office/station/index.ts';
import { type Database, migrations, openDatabase } from '#office/storage/index.ts';
import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeProfile } from '#shared/contract/index.ts';
import type { VersionRange } from '#shared/exchange/index.ts';
import { canonicalJson, type EntryKind, entryKinds } from '#shared/journal/index.ts';
import { resourcesDirectory, testPorts } from '#test/fixtures/office.ts';
import { exampleProfile, exampleRules } from '#test/fixtures/reception.ts';
import { createSeededIds } from '#test/fixtures/seeded-ids.ts';
import { futureKind } from './kinds.ts';
import { createLink, type Link } from './link.ts';
import { createJournalOf, rangeOf } from './releases.ts';
import { shippedResources } from './resources.ts';

/** What stays of an office while its program does not run: its folder and who it is. */
export type Disk = {
  readonly office: string;
  /** 1, 2, 3 … */
  readonly index: number;
  readonly directory: string;
  readonly agencyCode: string;
  /** The station of its first day. */
  readonly origin: string;
};

/** What everything in an open office stands on. */
export type DeskRooms = {
  readonly disk: Disk;
  readonly db: Database;
  readonly journal: Journal;
  readonly station: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly profile: OfficeProfile;
  readonly catalog: Catalog;
  readonly packs: Packs;
  /** The payload versions that its release reads and writes. */
  readonly serves: VersionRange;
  readonly codeFormats: ReceptionRules['codeFormats'];
  /** Notes codes that were given outside the database. */
  readonly noteCodes: (codes: readonly string[]) => void;
};

/** The rooms of one office, open on its real database. */
export type Desk = DeskRooms &
  Link & {
    readonly receive: ReceivePorts;
    readonly mend: MendPorts;
    readonly fees: FeeReceiptPorts;
    close(): Promise<void>;
  };

/** The views that desks and exchange live on, in the product's order. */
const projectors = [
  settingsProjector,
  dossiersProjector,
  stationsProjector,
  clockNoticesProjector,
  settlementsProjector,
  returnedStretchesProjector,
  catalogueProjector,
  packsProjector,
  feeReceiptsProjector,
];

/** Invented data needs no secret key; a fixed one lets a child process open the same file. */
const KEY = new Uint8Array(32).fill(7);
const fileOf = (disk: Disk) => path.join(disk.directory, 'office.db');
/** Beside the folder: a copy lies on another drive. */
const backupOf = (disk: Disk) => `${disk.directory}-backup.db`;

let shared: { rules: ReceptionRules; reasons: MendPorts['reasons'] } | undefined;

/** The shipped rules besides those that packs replace; read once. */
function deskRules(): NonNullable<typeof shared> {
  shared ??= {
    rules: exampleRules([]),
    reasons: loadMendingReasons(resourcesDirectory),
  };
  return shared;
}

/**
 * Opens an office as the product does: database, station (a new one where the database is an old copy), journal with
 * every view. `newer`: this office runs a release that writes a kind nobody else knows yet; `release`: see RELEASES.
 */
export async function openDesk(
  disk: Disk,
  options: {
    readonly clock: Clock;
    readonly seed: number;
    readonly newer: boolean;
    readonly release: number;
  },
): Promise<Desk> {
  mkdirSync(disk.directory, { recursive: true });
  const { clock } = options;
  const ids = createSeededIds(options.seed, clock);
  const ports = testPorts({ dataDirectory: disk.directory, clock, ids, log: () => undefined });
  const kinds: readonly EntryKind[] = options.newer ? [...entryKinds, futureKind] : entryKinds;
  const db = openDatabase({ file: fileOf(disk), key: KEY, migrations });
  const { station, journal, marks } = await openStation({
    ports,
    db,
    keyring: { station: disk.origin, office: disk.office },
    log: createLogger(ports.log, 'fuzz'),
    fileReplaced: false,
    journalOf: (of, onCommitted) =>
      createJournalOf(options.release, {
        db,
        kinds,
        projectors,
        identity: { office: disk.office, station: of },
        clock,
        ids,
        clockGuard: { builtAt: null },
        onCommitted,
      }),
  });
  const profile = { ...exampleProfile, id: disk.office, agencyCode: disk.agencyCode };
  const { rules: fixed, reasons } = deskRules();
  const catalog = createCatalog({ db, journal, resourcesDirectory });
  const { catalogue, ...shipped } = shippedResources();
  if (catalog.versions().length === 0)
    db.transaction((tx) => catalog.applyInTx(tx, canonicalJson(catalogue), 'setup'));
  const packs = createPacks({ db, journal, clock, catalog, shipped, onChanged: () => undefined });
  // As the product does at its opening: not while the clock is in doubt.
  if (journal.clockState().trouble === null) packs.applyDue();
  const rules: ReceptionRules = {
    ...fixed,
    findProcedure: catalog.findProcedure,
    get calendar() {
      return packs.inForce.calendar();
    },
    get templates() {
      return packs.inForce.receipts();
    },
  };
  const parts = { db, journal, clock, rules, office: () => ({ profile, sample: false }) };
  const rooms: DeskRooms = {
    disk,
    db,
    journal,
    station,
    clock,
    ids,
    profile,
    catalog,
    packs,
    serves: rangeOf(options.release),
    codeFormats: rules.codeFormats,
    noteCodes: (codes) => {
      for (const code of codes) noteGivenCode(marks, code);
    },
  };
  const link = createLink(rooms);
  return {
    ...rooms,
    ...link,
    receive: {
      ...parts,
      ids,
      station,
      enqueuePaperInTx: () => undefined,
      visitAtCounter: () => undefined,
      noteReceivedInTx: (tx, dossier) =>
        tx.afterCommit(() => {
          for (const { code, kind } of dossier.codes) if (kind === 'own') noteGivenCode(marks, code);
        }),
      noteProcedureUsedInTx: () => undefined,
      forgetDraftInTx: () => undefined,
    },
    fees: {
      ...parts,
      ids,
      rules: loadFeeReceiptRules(resourcesDirectory),
      onChanged: () => undefined,
    },
    mend: {
      ...parts,
      reasons,
      getProcedure: catalog.getProcedure,
      issuedRevisions: () => [1],
      enqueuePaperInTx: () => undefined,
      supersedeInTx: () => undefined,
    },
    async close() {
      await link.exchange.close();
      await marks.close();
      db.close();
    },
  };
}

/** Copies the database of an office that is closed. */
export function keepBackup(disk: Disk): string {
  const copy = backupOf(disk);
  copyFileSync(fileOf(disk), copy);
  return copy;
}

/**
 * Puts the copy in the place of the database of an office that is closed. `guided`: by the product, which asks for a new
 * station; otherwise by somebody's file manager, and only the marks can tell.
 */
export function putBackupBack(disk: Disk, guided: boolean): void {
  for (const end of ['-wal', '-shm']) rmSync(fileOf(disk) + end, { force: true });
  if (guided) requestNewStation(disk.directory);
  copyFileSync(backupOf(disk), fileOf(disk));
}

const imageOf = (disk: Disk) => `${disk.directory}-image`;

/** Copies the whole folder of an office that is closed, with the marks that lie beside the database. */
export function keepImage(disk: Disk): void {
  rmSync(imageOf(disk), { recursive: true, force: true });
  cpSync(disk.directory, imageOf(disk), { recursive: true });
}

/**
 * Puts the whole folder back. `sectors`: as a drive is put back, so that files are the same files with older content;
 * otherwise they are copied.
 */
export function putImageBack(disk: Disk, sectors: boolean): void {
  const image = imageOf(disk);
  if (!sectors) {
    rmSync(disk.directory, { recursive: true, force: true });
    cpSync(image, disk.directory, { recursive: true });
    return;
  }
  const files = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const kept = new Set(files(image));
  for (const file of files(disk.directory)) if (!kept.has(file)) rmSync(path.join(disk.directory, file));
  for (const file of kept) {
    mkdirSync(path.dirname(path.join(disk.directory, file)), { recursive: true });
    // Written over, not replaced: it stays the file that it was.
    writeFileSync(path.join(disk.directory, file), readFileSync(path.join(image, file)));
  }
}
