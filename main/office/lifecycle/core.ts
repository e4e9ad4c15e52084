import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { EventPublisher } from '@orpc/server';
import type { OfficeEvent, SignedInUser } from '#shared/contract/index.ts';
import { userPasswordSet, userSignedIn, userSignedOut } from '#shared/journal/index.ts';
import { createLogger } from '../log/index.ts';
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
import { OfficeError } from './office-error.ts';
import { type OpenOffice, openOffice } from './open.ts';

/** Files of an office in its data directory. */
export function officeFiles(dataDirectory: string) {
  return {
    database: path.join(dataDirectory, 'office.db'),
    keyring: path.join(dataDirectory, 'keys.json'),
    unfinishedKeyring: path.join(dataDirectory, 'keys.setup.json'),
    archive: path.join(dataDirectory, 'archive'),
    prints: path.join(dataDirectory, 'prints'),
  };
}

export type SignIn = { token: string; user: SignedInUser };

/**
 * The office between "nothing is set up" and "open": who may open the database, who is signed in, what the screens
 * are told. One per process; everything else hangs on `opened()`.
 */
export type OfficeCore = {
  readonly ports: OfficePorts;
  readonly events: EventPublisher<{ event: OfficeEvent }>;
  phase(): 'new' | 'locked' | 'ready';
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
  signOut(token: string): void;
  /** Opens a session without a password, for whoever has just set up the office. */
  openSession(userId: string, from: ConnectionOrigin): SignIn;
  changePassword(userId: string, current: string, next: string, from: ConnectionOrigin): Promise<void>;
  /** By an administrator, for somebody else. */
  setPassword(
    userId: string,
    next: string,
    by: { actor: string; how: 'administrator' | 'recovery-key' },
  ): Promise<void>;
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
  let keyring = findKeyring({ file: files.keyring, ids: ports.ids, secrets: ports.secrets });
  let open: OpenOffice | undefined;
  let opening: Promise<OpenOffice> | undefined;

  /** Opens once, however many sign in at the same moment. */
  async function openWith(key: Uint8Array, ring: Keyring): Promise<OpenOffice> {
    if (open !== undefined) return open;
    opening ??= openOffice(ports, files, ring, key, events).finally(() => {
      opening = undefined;
    });
    open ??= await opening;
    events.publish('event', { kind: 'office' });
    return open;
  }

  function requireKeyring(): Keyring {
    if (keyring === undefined) throw new OfficeError('not-set-up');
    return keyring;
  }

  function opened(): OpenOffice {
    if (open === undefined) throw new OfficeError(keyring === undefined ? 'not-set-up' : 'locked');
    return open;
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

  async function setPassword(
    userId: string,
    next: string,
    by: { actor: string; how: 'self' | 'administrator' | 'recovery-key' },
  ): Promise<void> {
    const office = opened();
    const user = findUser(office.db, userId);
    if (user === undefined) throw new OfficeError('not-found');
    if (isWeakPassword(next, user.login)) throw new OfficeError('weak-password', { field: 'password' });
    await requireKeyring().setPassword(user, next, office.key);
    office.db.transaction((tx) =>
      office.journal.appendInTx(tx, {
        kind: userPasswordSet,
        actor: by.actor,
        subject: userId,
        body: { id: userId, by: by.how },
      }),
    );
  }

  const fromOperatingSystem = await keyring?.findByOperatingSystem();
  if (fromOperatingSystem !== undefined && keyring !== undefined) {
    await openWith(fromOperatingSystem, keyring).catch((error: unknown) =>
      log.warn('the key of the operating system did not open the database', { error }),
    );
  }

  return {
    ports,
    events,
    phase: () => (open !== undefined ? 'ready' : keyring === undefined ? 'new' : 'locked'),
    station: () => keyring?.station ?? '',
    opened,
    findOpened: () => open,
    keyring: requireKeyring,
    adopt(ring, office) {
      keyring = ring;
      open = office;
      events.publish('event', { kind: 'office' });
    },
    async signIn(login, password, from) {
      const ring = requireKeyring();
      const name = loginKeyOf(login);
      refuseWhileWaiting(name, from);
      const found = await ring.findByPassword(login, password);
      if (found === undefined) {
        attempts.failed(name, from.origin);
        throw new OfficeError('wrong-password');
      }
      const office = await openWith(found.key, ring);
      const user = findUser(office.db, found.userId);
      if (user === undefined || !user.active) throw new OfficeError('wrong-password');
      attempts.succeeded(name, from.origin);
      return startSession(user, from);
    },
    findSessionUser(token) {
      const userId = sessions.findUser(token);
      const user = userId === undefined || open === undefined ? undefined : findUser(open.db, userId);
      return user?.active === true ? signedInUser(user) : undefined;
    },
    signOut(token) {
      const userId = sessions.findUser(token);
      sessions.close(token);
      if (userId === undefined || open === undefined) return;
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
    openSession(userId, from) {
      const user = findUser(opened().db, userId);
      if (user === undefined) throw new OfficeError('not-found');
      return startSession(user, from);
    },
    async changePassword(userId, current, next, from) {
      const user = findUser(opened().db, userId);
      if (user === undefined) throw new OfficeError('not-found');
      const name = loginKeyOf(user.login);
      refuseWhileWaiting(name, from);
      if ((await requireKeyring().findByPassword(user.login, current)) === undefined) {
        attempts.failed(name, from.origin);
        throw new OfficeError('wrong-password', {
          field: 'current',
          message: 'Mật khẩu hiện tại không đúng.',
        });
      }
      await setPassword(userId, next, { actor: userId, how: 'self' });
    },
    setPassword,
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
      await setPassword(user.id, password, { actor: user.id, how: 'recovery-key' });
      attempts.succeeded('recovery', from.origin);
      return startSession(user, from);
    },
    endSessionsOf: (userId) => sessions.closeAllOf(userId),
    async close() {
      await opening?.catch(() => undefined);
      await open?.close();
      open = undefined;
    },
  };
}

function signedInUser({ active: _active, ...user }: User): SignedInUser {
  return user;
}
