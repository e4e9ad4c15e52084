import type { EventPublisher } from '@orpc/server';
import { officeDate } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import type { DossierCodeFormat } from '#shared/dossier/index.ts';
import { createExchange, createHttpTransport, type Exchange, type FilesPort } from '../exchange/index.ts';
import type { Journal } from '../journal/index.ts';
import { applyLeasesInTx, leaseRequests, leaseWarnings } from '../leases/index.ts';
import { createLogger } from '../log/index.ts';
import type { Packs } from '../packs/index.ts';
import type { OfficePorts } from '../ports.ts';
import type { OfficeSettings } from '../settings/index.ts';
import { type MarkKeeper, requestNewStation } from '../station/index.ts';
import type { Database } from '../storage/index.ts';
import { findUser } from '../users/index.ts';
import { noteGivenCode } from './station.ts';

/** The exchange with the province, on an open database. */
export function openExchange(parts: {
  ports: OfficePorts;
  db: Database;
  journal: Journal;
  officeId: string;
  station: string;
  office: () => OfficeSettings;
  codeFormats: readonly DossierCodeFormat[];
  packs: Packs;
  files: FilesPort;
  marks: MarkKeeper;
  events: EventPublisher<{ event: OfficeEvent }>;
}): Exchange {
  const { ports, db, journal, officeId, station, marks, packs, events, codeFormats } = parts;
  const { clock } = ports;
  const log = createLogger(ports.log, 'exchange');
  const profile = () => parts.office().profile;
  const numbering = () => {
    const { agencyCode, codeFormat } = profile();
    return { agencyCode, codeFormat, station };
  };
  const today = () => officeDate(clock.now());
  return createExchange({
    db,
    journal,
    clock,
    ids: ports.ids,
    office: { id: officeId, profile },
    station,
    program: ports.version,
    leases: {
      requests: () => leaseRequests(db, numbering(), today()),
      countWarnings: () => leaseWarnings(db, numbering(), today()).length,
      applyInTx(tx, leases) {
        const applied = applyLeasesInTx(
          tx,
          { journal, clock, profile: profile(), station, codeFormats },
          leases,
        );
        for (const { lease, why } of applied.refused)
          log.warn('a lease of the province was not taken', { id: lease.id, why });
        tx.afterCommit(() => {
          for (const code of applied.given) noteGivenCode(marks, code);
          if (applied.taken + applied.ended > 0 || applied.lifted)
            events.publish('event', { kind: 'numbers' });
        });
        return applied;
      },
    },
    packs,
    files: parts.files,
    transport: createHttpTransport(),
    nameOf: (id) => findUser(db, id)?.name ?? id,
    beginNewStation() {
      // It begins when the database is opened next: a station never changes under a desk that works.
      requestNewStation(ports.dataDirectory);
      log.warn('another copy of this database writes under this station; a new one begins at the next start');
    },
    log,
    onChanged: (summary) => events.publish('event', { kind: 'exchange', summary }),
    onDossierChanged: (id) => events.publish('event', { kind: 'dossier', id }),
  });
}

/** The archive's files for the exchange: one that is gone or damaged is not sent. */
export function filesOf(read: (sha256: string) => Uint8Array): FilesPort {
  return {
    read(sha256) {
      try {
        return read(sha256);
      } catch {
        return undefined;
      }
    },
  };
}
