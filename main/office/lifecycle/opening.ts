import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { createLogger, type Logger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import { findKeyring, type Keyring } from '../users/index.ts';
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

/** The office's database between "nothing set up" and "open", and what stands in the way. */
export type Opening = {
  /** `locked` also where something stands in the way of opening: see `obstacle`. */
  phase(): 'new' | 'locked' | 'ready';
  /** Why the office could not be opened when that was last tried; null when nothing is known to be wrong. */
  obstacle(): Obstacle | null;
  station(): string;
  /** The open office; throws OfficeError `not-set-up` or `locked`. */
  opened(): OpenOffice;
  findOpened(): OpenOffice | undefined;
  /** Throws OfficeError `not-set-up`, or with the obstacle's code. */
  keyring(): Keyring;
  /** Takes over a finished setup: from now on the office is open. */
  adopt(keyring: Keyring, open: OpenOffice): void;
  /** Opens once, however many sign in at the same moment. Rejects with OfficeError for faults of the files. */
  openWith(key: Uint8Array): Promise<OpenOffice>;
  /** Opens with the key of the OS store, where that is real and has it. */
  openByOperatingSystem(): Promise<void>;
  close(): Promise<void>;
};

/** Reads the keyring; opens nothing. A keyring that cannot be read is an obstacle, not an exception. */
export function createOpening(ports: OfficePorts, events: EventPublisher<{ event: OfficeEvent }>): Opening {
  const files = officeFiles(ports.dataDirectory);
  const log = createLogger(ports.log, 'lifecycle');
  let { keyring, obstacle } = readKeyring(ports, log);
  let open: OpenOffice | undefined;
  let opening: Promise<OpenOffice> | undefined;
  let closed = false;

  async function openWith(key: Uint8Array): Promise<OpenOffice> {
    if (open !== undefined) return open;
    if (closed) throw new OfficeError('locked');
    try {
      if (isDatabaseMissing(files)) throw obstacleError(missingDatabase);
      opening ??= openOffice(ports, files, requireKeyring(), key, events).finally(() => {
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
    station: () => keyring?.station ?? '',
    opened,
    findOpened: () => open,
    keyring: requireKeyring,
    openWith,
    adopt(ring, office) {
      keyring = ring;
      open = office;
      obstacle = null;
      events.publish('event', { kind: 'office' });
    },
    async openByOperatingSystem() {
      const key = await keyring?.findByOperatingSystem();
      // Why not stands in `obstacle` and in the log; whoever signs in tries again.
      if (key !== undefined) await openWith(key).catch(() => undefined);
    },
    async close() {
      closed = true;
      await opening?.catch(() => undefined);
      await open?.close();
      open = undefined;
    },
  };
}

/** A keyring that cannot be read is no reason not to start: somebody must be there to say what is wrong. */
function readKeyring(
  { dataDirectory, ids, secrets }: OfficePorts,
  log: Logger,
): { keyring: Keyring | undefined; obstacle: Obstacle | null } {
  const files = officeFiles(dataDirectory);
  try {
    const keyring = findKeyring({ ...keyringPlaces(files), ids, secrets });
    return { keyring, obstacle: keyring === undefined && isKeyringLost(files) ? lostKeyring : null };
  } catch (error) {
    log.error('the keyring could not be read', { error });
    return { keyring: undefined, obstacle: findObstacle(error) ?? damagedKeyring };
  }
}
