import path from 'node:path';
import type { EventPublisher } from '@orpc/server';
import type { ErrorCode, OfficeEvent } from '#shared/contract/index.ts';
import { halfSwapped, isSwapPending } from '../copies/index.ts';
import { createLogger, type Logger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import type { StationHub } from '../remote-devices/index.ts';
import {
  createPasswordThread,
  type DatabaseKeys,
  type DeriveKey,
  findKeyring,
  type Keyring,
} from '../users/index.ts';
import { isDatabaseMissing, isKeyringLost, keyringPlaces, officeFiles } from './files.ts';
import {
  damagedKeyring,
  findObstacle,
  lostKeyring,
  missingDatabase,
  type Obstacle,
  obstacleError,
} from './obstacle.ts';
import { OfficeError } from './office-error.ts';
import { type OpenOffice, openOffice } from './open.ts';
import { fittingKey, recordKeys, settleRekey } from './settle-keys.ts';
import { claimDatabase } from './station.ts';

/** The office's database between "nothing set up" and "open", and what stands in the way. */
export type Opening = {
  /** `locked` also where something stands in the way of opening: see `obstacle`. */
  phase(): 'new' | 'locked' | 'ready';
  /** Why the office could not be opened when that was last tried; null when nothing is known to be wrong. */
  obstacle(): Obstacle | null;
  station(): string;
  /** Id of the office that this data belongs to; null where no keyring can be read. */
  findOfficeId(): string | null;
  /** The open office; throws OfficeError `not-set-up` or `locked`. */
  opened(): OpenOffice;
  findOpened(): OpenOffice | undefined;
  /** Why an office that was open is closed or another one now, as what was begun in it must be told; null: it is not. */
  whyClosed(before: OpenOffice): ErrorCode | null;
  /** Throws OfficeError `not-set-up`, or with the obstacle's code. */
  keyring(): Keyring;
  /** Turns passwords into keys, off this thread. */
  readonly deriveKey: DeriveKey;
  /** Takes over a finished setup: from now on the office is open. */
  adopt(keyring: Keyring, open: OpenOffice): void;
  /** Opens once, however many sign in at the same moment. Rejects with OfficeError for faults of the files. */
  openWith(keys: DatabaseKeys): Promise<OpenOffice>;
  /** Opens with the key of the OS store, where that is real and has it. */
  openByOperatingSystem(): Promise<void>;
  /**
   * Closes the office, runs `task` on its files and opens it again, with the new key where the file was replaced. Calls
   * that come meanwhile wait for `settled`. Rejects with what the task threw, once the office is open again.
   */
  whileClosed(newKey: Uint8Array, task: () => Promise<void>): Promise<void>;
  /**
   * Closes the office where it is open and runs `task`, which puts other data in its place, with the database claimed
   * for this process; calls that come meanwhile wait for `settled`. Afterwards the keyring is read anew and everybody
   * signs in. What the task threw is thrown on; `database-busy` where another process has the database.
   */
  replaceData<Value>(task: () => Value): Promise<Value>;
  /** Resolves when the office is not closed for a moment; at once nearly always. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** Reads the keyring; opens nothing. A keyring that cannot be read is an obstacle, not an exception. */
export function createOpening(
  ports: OfficePorts,
  events: EventPublisher<{ event: OfficeEvent }>,
  stations: StationHub,
): Opening {
  const files = officeFiles(ports.dataDirectory);
  const log = createLogger(ports.log, 'lifecycle');
  const deriveKey = createPasswordThread(
    // Bundles lay their workers side by side.
    ports.pdfWorkerFile === null ? null : path.join(path.dirname(ports.pdfWorkerFile), 'password-worker.js'),
  );
  let { keyring, obstacle } = readKeyring(ports, deriveKey, log);
  let open: OpenOffice | undefined;
  let opening: Promise<OpenOffice> | undefined;
  let closed = false;
  let switching: Promise<void> | undefined;
  let healing: Promise<void> | undefined;
  /** Why the office was last closed under those who worked in it. */
  let closedFor: ErrorCode = 'locked';

  async function openWith(keys: DatabaseKeys): Promise<OpenOffice> {
    const ring = keyring;
    await switching;
    // The keys are those of the data that was there before.
    if (keyring !== ring) throw new OfficeError('locked', { message: REPLACED });
    if (open !== undefined) return open;
    if (closed) throw new OfficeError('locked');
    try {
      if (isDatabaseMissing(files)) throw obstacleError(missingDatabase);
      opening ??= openFitting(keys).finally(() => {
        opening = undefined;
      });
      open = await opening;
    } catch (error) {
      obstacle = findObstacle(error) ?? null;
      log.error('the database could not be opened', { error });
      throw obstacle === null ? error : obstacleError(obstacle);
    }
    obstacle = null;
    events.publish('event', { kind: 'office' });
    return open;
  }

  /** With a re-key that was cut off, the file says which key is right; what it left is then finished or undone. */
  async function openFitting(keys: DatabaseKeys): Promise<OpenOffice> {
    const ring = requireKeyring();
    const { key, outcome } = fittingKey(files.database, keys);
    const office = await openOffice(ports, files, ring, key, events, stations, outcome === 'new');
    settleRekey(ring, files, outcome, log);
    recordKeys(office, ring, ports, log);
    healing = healOperatingSystem(ring, key);
    return office;
  }

  /** Another account or another PC: its store gets the key without anybody being asked. */
  async function healOperatingSystem(ring: Keyring, key: Uint8Array): Promise<void> {
    try {
      if (await ring.healOperatingSystem(key)) log.info('the OS store was given the database key anew');
    } catch (error) {
      log.warn('the OS store could not be given the database key', { error });
    }
  }

  async function closeAndOpen(newKey: Uint8Array, task: () => Promise<void>): Promise<void> {
    const before = opened();
    open = undefined;
    closedFor = 'rekey-running';
    try {
      await before.close();
      await task();
    } finally {
      open = await openFitting({ key: before.key, pendingKey: newKey });
      events.publish('event', { kind: 'office' });
    }
  }

  async function closeAndReplace<Value>(previous: Promise<void> | undefined, task: () => Value) {
    await previous;
    // It would write the keyring of before over the one that is put here.
    if (open !== undefined && keyring?.isRekeyPending() === true) throw new OfficeError('rekey-running');
    await healing;
    await opening?.catch(() => undefined);
    const before = open;
    open = undefined;
    closedFor = 'locked';
    let letGo = (): Promise<void> => Promise.resolve();
    try {
      await before?.close();
      if (keyring !== undefined) letGo = await claimDatabase(ports, keyring.station, log);
      keyring?.retire();
      return task();
    } finally {
      await letGo();
      ({ keyring, obstacle } = readKeyring(ports, deriveKey, log));
      events.publish('event', { kind: 'office' });
    }
  }

  /** Until it ends calls wait; what it began with may be the end of another. */
  function waitFor(ended: Promise<unknown>): void {
    const mine: Promise<void> = ended.then(() => {
      if (switching === mine) switching = undefined;
    });
    switching = mine;
  }

  function requireKeyring(): Keyring {
    if (keyring !== undefined) return keyring;
    throw obstacle === null ? new OfficeError('not-set-up') : obstacleError(obstacle);
  }

  function opened(): OpenOffice {
    if (open !== undefined) return open;
    throw new OfficeError(phase() === 'new' ? 'not-set-up' : 'locked');
  }

  function phase(): 'new' | 'locked' | 'ready' {
    if (open !== undefined) return 'ready';
    return keyring === undefined && obstacle === null ? 'new' : 'locked';
  }

  return {
    phase,
    obstacle: () => obstacle,
    station: () => open?.station ?? keyring?.station ?? '',
    findOfficeId: () => keyring?.office ?? null,
    opened,
    findOpened: () => open,
    whyClosed: (before) => (open === before ? null : closedFor),
    keyring: requireKeyring,
    deriveKey,
    openWith,
    adopt(ring, office) {
      keyring = ring;
      open = office;
      obstacle = null;
      events.publish('event', { kind: 'office' });
    },
    async openByOperatingSystem() {
      const keys = await keyring?.findByOperatingSystem();
      // Why not stands in `obstacle` and in the log; whoever signs in tries again.
      if (keys !== undefined) await openWith(keys).catch(() => undefined);
    },
    async whileClosed(newKey, task) {
      const done = closeAndOpen(newKey, task);
      waitFor(
        done.catch((error: unknown) => {
          if (open !== undefined) return;
          obstacle = findObstacle(error) ?? null;
          log.error('the database could not be opened', { error });
        }),
      );
      await done;
    },
    async replaceData(task) {
      const done = closeAndReplace(switching, task);
      // Whoever signs in meanwhile waits: nothing may be opened while it is being exchanged.
      waitFor(done.catch(() => undefined));
      return done;
    },
    async settled() {
      await switching;
    },
    async close() {
      closed = true;
      await switching;
      await healing;
      await opening?.catch(() => undefined);
      await open?.close();
      open = undefined;
    },
  };
}

const REPLACED = 'Dữ liệu của máy này vừa được khôi phục từ bản sao. Hãy đăng nhập lại.';

/** A keyring that cannot be read is no reason not to start: somebody must be there to say what is wrong. */
function readKeyring(
  { dataDirectory, ids, secrets }: OfficePorts,
  deriveKey: DeriveKey,
  log: Logger,
): { keyring: Keyring | undefined; obstacle: Obstacle | null } {
  const files = officeFiles(dataDirectory);
  // Half of two offices: neither keyring may meet the other's database.
  if (isSwapPending(dataDirectory)) {
    return { keyring: undefined, obstacle: { code: 'database-busy', message: halfSwapped().message } };
  }
  try {
    const keyring = findKeyring({ ...keyringPlaces(files), ids, secrets, deriveKey });
    return { keyring, obstacle: keyring === undefined && isKeyringLost(files) ? lostKeyring : null };
  } catch (error) {
    log.error('the keyring could not be read', { error });
    return { keyring: undefined, obstacle: findObstacle(error) ?? damagedKeyring };
  }
}
