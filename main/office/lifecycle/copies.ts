import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { copyRestored, entryKinds } from '#shared/journal/index.ts';
import { mendContents } from '../catalog/index.ts';
import {
  type Copies,
  CopyStopped,
  createCopies,
  findKnownFile,
  findRestored,
  forgetRestored,
  type RestorePorts,
} from '../copies/index.ts';
import { findDossier, mainCodeOf } from '../dossiers/index.ts';
import { createJournal, type Journal, type Projector } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import { heldCatalogues } from '../packs/index.ts';
import type { OfficePorts } from '../ports.ts';
import { getOfficeSettings } from '../settings/index.ts';
import { type Database, migrations, type ReadableDb } from '../storage/index.ts';
import type { DeriveKey } from '../users/index.ts';
import { officeFiles, sweepLeftovers } from './files.ts';
import { OfficeError } from './office-error.ts';

/** The copies of an open office. Records first, where this database was just restored, that it was. */
export function openCopies(parts: {
  ports: OfficePorts;
  db: Database;
  journal: Journal;
  key: Uint8Array;
  station: string;
  events: EventPublisher<{ event: OfficeEvent }>;
}): Copies {
  const { ports, db, journal, events } = parts;
  const files = officeFiles(ports.dataDirectory);
  recordRestored(ports.dataDirectory, db, journal);
  sweepLeftovers(files);
  return createCopies({
    db,
    journal,
    clock: ports.clock,
    ids: ports.ids,
    databaseKey: parts.key,
    office: () => {
      const { profile, sample } = getOfficeSettings(db);
      return { id: profile.id, name: profile.name, sample };
    },
    station: parts.station,
    version: ports.version,
    dataDirectory: ports.dataDirectory,
    keyringFile: files.keyring,
    archiveDirectory: files.archive,
    temporaryDirectory: files.temporary,
    resourcesDirectory: ports.resourcesDirectory,
    describePaper: (id) => describePaper(db, id),
    onChanged: () => events.publish('event', { kind: 'copies' }),
    log: createLogger(ports.log, 'copies'),
  });
}

/** More entries than there are about one copy. */
const HISTORY_LIMIT = 50;

/** Exported for the test of a start that was cut off. */
export function recordRestored(dataDirectory: string, db: Database, journal: Journal): void {
  const restored = findRestored(dataDirectory);
  if (restored === undefined) return;
  // Cut off between the entry and the removal of the note, it must not be told twice. The copy's own entries are about it, too.
  const told = journal
    .history(restored.id, { limit: HISTORY_LIMIT })
    .items.some(({ entry }) => entry.kind === copyRestored.kind);
  if (!told) {
    db.transaction((tx) =>
      journal.appendInTx(tx, { kind: copyRestored, actor: 'setup', subject: restored.id, body: restored }),
    );
  }
  forgetRestored(dataDirectory);
}

/** What restoring needs of the rooms: their projectors, to make views anew; the shipped catalogue. */
export function restorePorts(
  ports: OfficePorts,
  projectors: readonly Projector[],
  deriveKey: DeriveKey,
): RestorePorts {
  const { clock, ids } = ports;
  const log = createLogger(ports.log, 'copies');
  return {
    clock,
    ids,
    dataDirectory: ports.dataDirectory,
    migrations,
    deriveKey,
    async mend(db, identity, options) {
      const failed = new Map<string, number>();
      const journal = createJournal({ db, kinds: entryKinds, projectors, identity, clock, ids });
      const whole = await journal.mend({
        ...options,
        onFailed: ({ entry: { kind } }) => failed.set(kind, (failed.get(kind) ?? 0) + 1),
      });
      if (!whole) throw new CopyStopped();
      const lost = mendContents(db, ports.resourcesDirectory, () => heldCatalogues(db));
      for (const version of lost) failed.set(`catalogue ${version}`, 1);
      try {
        getOfficeSettings(db);
      } catch {
        throw new OfficeError('copy-unusable', {
          message:
            'Bản sao này hỏng cả phần thông tin cơ quan nên không mở được. Hãy chọn bản sao cũ hơn; bản này vẫn được giữ nguyên.',
        });
      }
      return failed;
    },
    codeOf,
    log,
  };
}

function codeOf(db: ReadableDb, dossierId: string): string | undefined {
  const dossier = findDossier(db, dossierId);
  return dossier === undefined ? undefined : mainCodeOf(dossier);
}

function describePaper(db: ReadableDb, id: string): string {
  const paper = findKnownFile(db, id);
  if (paper === undefined) return '';
  const code = codeOf(db, paper.dossierId);
  return code === undefined ? paper.title : `${paper.title}, hồ sơ ${code}`;
}
