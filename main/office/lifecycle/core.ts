import { mkdirSync } from 'node:fs';
import { EventPublisher } from '@orpc/server';
import type { OfficeEvent, SignedInUser } from '#shared/contract/index.ts';
import { userPasswordSet, userSignedIn, userSignedOut } from '#shared/journal/index.ts';
import { createLogger, type Logger } from '../log/index.ts';
import type { ConnectionOrigin, OfficePorts } from '../ports.ts';
import {
  createAttempts,
  createSessions,
  findKeyring,
  findUser,
  findUserByLogin,
  isWeakPassword,
  type Keyring,
  loginKeyOf,
  type User,
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
import { createQueue } from './one-at-a-time.ts';
import { type OpenOffice, openOffice } from './open.ts';

export type SignIn = { token: string; user: SignedInUser };

/**
 * The office between "nothing is set up" and "open": who may open the database, who is signed in, what the screens
 * are told. One per process; everything else hangs on `opened()`.
 */
export type OfficeCore = {
  readonly ports: OfficePorts;
  readonly events: EventPublisher<{ event: OfficeEvent }>;
  /** `locked` also where something stands in the way of opening: see `obstacle`. */
  phase(): 'new' | 'locked' | 'ready';
  /** Why the office could not be opened when that was last tried; null when nothing is known to be wrong. */
  obstacle(): Obstacle | null;
  station(): string;
  /** The open office; throws OfficeError `not-set-up` or `locked`. */
  opened(): OpenOffice;
  findOpened(): OpenOffice | undefined;
  keyring(): Keyring;
  /** Takes over a finished setup: from now on the office is open. */
  adopt(keyring: Keyring, open: OpenOffice): void;
  signIn(login: string, password: string, from: ConnectionOrigin): Promise<SignIn>;
  /** The user of a session that still runs; undefined when it ended or the account was closed. */
  findSessionUser(token: string): SignedInUser | undefined;
  /** Whether that session still runs. Does not count as activity: a screen that only listens grows idle. */
  isSignedIn(token: string): boolean;
  signOut(token: string): void;
  /** Opens a session without a password, for whoever has just set up the office (the first entries record it). */
  openSession(userId: string): SignIn;
  /** By the person, on the session `token`; their other sessions end. */
  changePassword(
    userId: string,
    passwords: { current: string; next: string },
    token: string,
    from: ConnectionOrigin,
  ): Promise<void>;
  /** By an administrator; the person's sessions end, but for the one that the administrator works in. */
  resetPassword(userId: string, next: string, by: { actor: string; token: string }): Promise<void>;
  recover(recoveryKey: string, login: string, password: string, from: ConnectionOrigin): Promise<SignIn>;
  endSessionsOf(userId: string): void;
  close(): Promise<void>;
};

/** Makes the core; opens the database at once where the OS store has its key. */
export async function createOfficeCore(ports: OfficePorts): Promise<OfficeCore> {
  mkdirSync(ports.dataDirectory, { recursive: true, mode: 0o700 });
  const files = officeFiles(ports.dataDirectory);
  const log = createLogger(ports.log, 'lifecycle');
  const attempts = createAttempts(ports.clock);
  const sessions = createSessions(ports.clock, ports.ids);
  const events = new EventPublisher<{ event: OfficeEvent }>({ maxBufferedEvents: 50 });
  // Passwords are looked at one after another: many guesses sent at once would otherwise all be free.
  const oneAtATime = createQueue();
  let { keyring, obstacle } = readKeyring(ports, log);
  let open: OpenOffice | undefined;
  let opening: Promise<OpenOffice> | undefined;
  let closed = false;

  /** Opens once, however many sign in at the same moment. */
  async function openWith(key: Uint8Array, ring: Keyring): Promise<OpenOffice> {
    if (open !== undefined) return open;
    if (closed) throw new OfficeError('locked');
    try {
      if (isDatabaseMissing(files)) throw obstacleError(missingDatabase);
      opening ??= openOffice(ports, files, ring, key, events).finally(() => {
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

  function startSession(user: User, from: ConnectionOrigin): SignIn {
    const office = opened();
    office.db.transaction((tx) =>
      office.journal.appendInTx(tx, {
        kind: userSignedIn,
        actor: user.id,
        subject: user.id,
        body: { id: user.id, host: from.host },
      }),
    );
    return { token: sessions.open(user.id), user: signedInUser(user) };
  }

  function refuseWhileWaiting(name: string, from: ConnectionOrigin): void {
    const waitSeconds = attempts.waitSeconds(name, from.origin);
    if (waitSeconds > 0) {
      throw new OfficeError('too-many-attempts', {
        waitSeconds,
        message: `Nhập sai nhiều lần. Hãy chờ ${waitSeconds} giây rồi thử lại.`,
      });
    }
  }

  /** Wraps the key anew, records who did it, ends the person's sessions but `token`. */
  async function setPassword(
    userId: string,
    next: string,
    by: { actor: string; how: 'self' | 'administrator' | 'recovery-key'; token: string | null },
  ): Promise<void> {
    const office = opened();
    const before = findUser(office.db, userId);
    if (before === undefined) throw new OfficeError('not-found');
    if (isWeakPassword(next, before.login)) throw new OfficeError('weak-password', { field: 'password' });
    const ring = requireKeyring();
    const wrap = await ring.wrap(before, next, office.key);
    // Closed or opened again while the password was being worked on: the newest word holds.
    ring.keep({ ...wrap, active: findUser(office.db, userId)?.active ?? false });
    office.db.transaction((tx) =>
      office.journal.appendInTx(tx, {
        kind: userPasswordSet,
        actor: by.actor,
        subject: userId,
        body: { id: userId, by: by.how },
      }),
    );
    endSessionsOf(userId, by.token ?? undefined);
  }

  function endSessionsOf(userId: string, except?: string): void {
    sessions.closeAllOf(userId, except);
    // Screens that listen on an ended session learn of it now, not at the next event.
    events.publish('event', { kind: 'office' });
  }

  /** The user of a password; counts failures and makes whoever guesses wait. */
  function checkPassword(login: string, password: string, from: ConnectionOrigin) {
    const name = loginKeyOf(login);
    return oneAtATime(async () => {
      refuseWhileWaiting(name, from);
      const found = await requireKeyring().findByPassword(login, password);
      if (found === undefined) attempts.failed(name, from.origin);
      return found;
    });
  }

  const fromOperatingSystem = await keyring?.findByOperatingSystem();
  if (fromOperatingSystem !== undefined && keyring !== undefined) {
    // Why not stands in `obstacle` and in the log; whoever signs in tries again.
    await openWith(fromOperatingSystem, keyring).catch(() => undefined);
  }

  return {
    ports,
    events,
    phase,
    obstacle: () => obstacle,
    station: () => keyring?.station ?? '',
    opened,
    findOpened: () => open,
    keyring: requireKeyring,
    adopt(ring, office) {
      keyring = ring;
      open = office;
      obstacle = null;
      events.publish('event', { kind: 'office' });
    },
    async signIn(login, password, from) {
      const ring = requireKeyring();
      const found = await checkPassword(login, password, from);
      if (found === undefined) throw new OfficeError('wrong-password');
      const office = await openWith(found.key, ring);
      const user = findUser(office.db, found.userId);
      if (user === undefined || !user.active) throw new OfficeError('wrong-password');
      attempts.succeeded(loginKeyOf(login), from.origin);
      return startSession(user, from);
    },
    findSessionUser(token) {
      const userId = sessions.findUser(token);
      const user = userId === undefined || open === undefined ? undefined : findUser(open.db, userId);
      return user?.active === true ? signedInUser(user) : undefined;
    },
    isSignedIn(token) {
      const userId = sessions.findUserIdle(token);
      return userId !== undefined && open !== undefined && findUser(open.db, userId)?.active === true;
    },
    signOut(token) {
      const userId = sessions.findUser(token);
      sessions.close(token);
      if (userId === undefined || open === undefined) return;
      events.publish('event', { kind: 'office' });
      const office = open;
      office.db.transaction((tx) =>
        office.journal.appendInTx(tx, {
          kind: userSignedOut,
          actor: userId,
          subject: userId,
          body: { id: userId },
        }),
      );
    },
    openSession(userId) {
      const user = findUser(opened().db, userId);
      if (user === undefined) throw new OfficeError('not-found');
      return { token: sessions.open(user.id), user: signedInUser(user) };
    },
    async changePassword(userId, { current, next }, token, from) {
      const user = findUser(opened().db, userId);
      if (user === undefined) throw new OfficeError('not-found');
      if (isWeakPassword(next, user.login)) throw new OfficeError('weak-password', { field: 'next' });
      if ((await checkPassword(user.login, current, from))?.userId !== userId) {
        throw new OfficeError('wrong-password', {
          field: 'current',
          message: 'Mật khẩu hiện tại không đúng.',
        });
      }
      attempts.succeeded(loginKeyOf(user.login), from.origin);
      await setPassword(userId, next, { actor: userId, how: 'self', token });
    },
    async resetPassword(userId, next, { actor, token }) {
      await setPassword(userId, next, { actor, how: 'administrator', token });
    },
    async recover(recoveryKey, login, password, from) {
      const ring = requireKeyring();
      refuseWhileWaiting('recovery', from);
      const key = ring.findByRecoveryKey(recoveryKey);
      if (key === undefined) {
        attempts.failed('recovery', from.origin);
        throw new OfficeError('wrong-recovery-key');
      }
      const office = await openWith(key, ring);
      const user = findUserByLogin(office.db, login);
      if (user === undefined || user.role !== 'administrator' || !user.active) {
        throw new OfficeError('not-found', {
          field: 'login',
          message: 'Không có quản trị viên đang hoạt động với tên đăng nhập này.',
        });
      }
      await setPassword(user.id, password, { actor: user.id, how: 'recovery-key', token: null });
      attempts.succeeded('recovery', from.origin);
      return startSession(user, from);
    },
    endSessionsOf: (userId) => endSessionsOf(userId),
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

function signedInUser({ active: _active, ...user }: User): SignedInUser {
  return user;
}
