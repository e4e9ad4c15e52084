import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  dossiersProjector,
  loadMendingReasons,
  type MendPorts,
  type ReceivePorts,
  type ReceptionRules,
} from '#office/dossiers/index.ts';
import { settlementsProjector } from '#office/exchange/settlements.ts';
import {
  clockNoticesProjector,
  createJournal,
  type Journal,
  returnedStretchesProjector,
} from '#office/journal/index.ts';
import { noteGivenCode, openStation } from '#office/lifecycle/station.ts';
import { createLogger } from '#office/log/index.ts';
import { settingsProjector } from '#office/settings/index.ts';
import { requestNewStation, stationsProjector } from '#office/station/index.ts';
import { type Database, migrations, openDatabase } from '#office/storage/index.ts';
import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeProfile } from '#shared/contract/index.ts';
import { type EntryKind, entryKinds } from '#shared/journal/index.ts';
import { resourcesDirectory, testPorts } from '#test/fixtures/office.ts';
import { exampleProfile, exampleRules } from '#test/fixtures/reception.ts';
import { shippedCatalogue, standardProcedures } from '#test/fixtures/receptions.ts';
import { createSeededIds } from '#test/fixtures/seeded-ids.ts';
import { futureKind } from './kinds.ts';
import { createLink, type Link } from './link.ts';

/** What stays of an office while its program does not run: its folder and who it is. */
export type Disk = {
  readonly office: string;
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
  readonly codeFormats: ReceptionRules['codeFormats'];
  /** Notes codes that were given outside the database. */
  readonly noteCodes: (codes: readonly string[]) => void;
};

/** The rooms of one office, open on its real database. */
export type Desk = DeskRooms &
  Link & {
    readonly receive: ReceivePorts;
    readonly mend: MendPorts;
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
];

/** Invented data needs no secret key; a fixed one lets a child process open the same file. */
const KEY = new Uint8Array(32).fill(7);
const fileOf = (disk: Disk) => path.join(disk.directory, 'office.db');

let shared: { rules: ReceptionRules; reasons: MendPorts['reasons'] } | undefined;

/** The shipped rules with every procedure that needs no decision at the counter; read once. */
export function deskRules(): NonNullable<typeof shared> {
  shared ??= {
    rules: exampleRules(procedures()),
    reasons: loadMendingReasons(resourcesDirectory),
  };
  return shared;
}

let standard: ReturnType<typeof standardProcedures> | undefined;
export function procedures(): ReturnType<typeof standardProcedures> {
  standard ??= standardProcedures(shippedCatalogue().procedures);
  return standard;
}

/**
 * Opens an office as the product does: database, station (a new one where the database is an old copy), journal with
 * every view. `newer`: this office runs a release that writes a kind nobody else knows yet.
 */
export async function openDesk(
  disk: Disk,
  options: { readonly clock: Clock; readonly seed: number; readonly newer: boolean },
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
      createJournal({
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
  const { rules, reasons } = deskRules();
  const parts = { db, journal, clock, rules, office: () => ({ profile, sample: false }) };
  const rooms: DeskRooms = {
    disk,
    db,
    journal,
    station,
    clock,
    ids,
    profile,
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
    mend: {
      ...parts,
      reasons,
      getProcedure: (code) => {
        const found = rules.findProcedure(code, '');
        if (found === undefined) throw new Error(`no procedure ${code}`);
        return found.procedure;
      },
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
  const copy = path.join(disk.directory, 'backup.db');
  copyFileSync(fileOf(disk), copy);
  return copy;
}

export const hasBackup = (disk: Disk): boolean => existsSync(path.join(disk.directory, 'backup.db'));

/**
 * Puts the copy in the place of the database of an office that is closed. `guided`: by the product, which asks for a new
 * station; otherwise by somebody's file manager, and only the marks can tell.
 */
export function putBackupBack(disk: Disk, guided: boolean): void {
  for (const end of ['-wal', '-shm']) rmSync(fileOf(disk) + end, { force: true });
  if (guided) requestNewStation(disk.directory);
  copyFileSync(path.join(disk.directory, 'backup.db'), fileOf(disk));
}
