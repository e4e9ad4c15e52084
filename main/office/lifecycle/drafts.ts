import type { EventPublisher } from '@orpc/server';
import type { Clock } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { findByRequest, findDossier, isErasedRequest, mainCodeOf } from '../dossiers/index.ts';
import { createDrafts, type Drafts, loadDraftKeeping, type ReceivedDraft } from '../drafts/index.ts';
import type { Logger } from '../log/index.ts';
import type { Database, ReadableDb } from '../storage/index.ts';

const DAY_MS = 86_400_000;

/** The office's drafts with what looks after their age. */
export type OfficeDrafts = Drafts & { close(): void };

/** Opens the drafts of a database: old ones are removed now and once a day. */
export function openDrafts(parts: {
  db: Database;
  clock: Clock;
  resourcesDirectory: string;
  log: Logger;
  events: EventPublisher<{ event: OfficeEvent }>;
  /** Whether the PC's clock is in doubt: then nobody knows what is old. */
  clockInDoubt: () => boolean;
}): OfficeDrafts {
  const { db, clock, log, events } = parts;
  const drafts = createDrafts({
    db,
    clock,
    keeping: loadDraftKeeping(parts.resourcesDirectory),
    findReceived,
    onChanged: () => events.publish('event', { kind: 'drafts' }),
  });
  const removeOld = () => {
    if (parts.clockInDoubt()) return;
    try {
      const count = drafts.removeOld();
      if (count > 0) log.info('old drafts were removed', { count });
    } catch (error) {
      // A full disk keeps old drafts for a day longer; it must not keep the office from opening.
      log.warn('old drafts could not be removed', { error });
    }
  };
  removeOld();
  const daily = setInterval(removeOld, DAY_MS).unref();
  return { ...drafts, close: () => clearInterval(daily) };
}

function findReceived(db: ReadableDb, requestId: string): ReceivedDraft | undefined {
  const found = findByRequest(db, requestId);
  if (found === undefined) return isErasedRequest(db, requestId) ? { code: null } : undefined;
  const dossier = findDossier(db, found.id);
  if (dossier === undefined) return { code: null };
  const code = mainCodeOf(dossier);
  return dossier.slip === undefined ? { code } : { code, slip: dossier.slip.kind };
}
