import { mkdirSync } from 'node:fs';
import { EventPublisher } from '@orpc/server';
import { oneAfterAnother } from '#shared/base/index.ts';
import type { OfficeEvent, SignedInUser } from '#shared/contract/index.ts';
import { userPasswordSet, userSignedIn, userSignedOut } from '#shared/journal/index.ts';
import { createRestoring, finishSwap, type Restoring } from '../copies/index.ts';
import { createLan, type Lan } from '../lan/index.ts';
import { createLogger, keepRecentLines, type RecentLine } from '../log/index.ts';
import type { ConnectionOrigin, OfficePorts } from '../ports.ts';
import { createStationHub, type StationHub } from '../remote-devices/index.ts';
import {
  createAttempts,
  createSessions,
  findUser,
  findUserByLogin,
  isWeakPassword,
  loginKeyOf,
  type SessionOwner,
  type User,
} from '../users/index.ts';
import { restorePorts } from './copies.ts';
import { OfficeError } from './office-error.ts';
import { projectors } from './open.ts';
import { createOpening, type Opening } from './opening.ts';

export type SignIn = { token: string; user: SignedInUser };

/** Who works in a session, and at which station it was opened. */
export type LiveSession = { user: SignedInUser; station: string; device: string | null };

/** A paired counter at which somebody signs in; null: this PC. */
export type SignInPlace = { device: string; station: string } | null;

/**
 * The office between "nothing is set up" and "open": who may open the database, who is signed in, what the screens
 * are told. One per process; everything else hangs on `opened()`.
 */
export type OfficeCore = Omit<Opening, 'openWith' | 'openByOperatingSystem'> & {
  readonly ports: OfficePorts;
  /** The last lines of the log, for whoever helps from afar. */
  recentLines(): readonly RecentLine[];
  readonly events: EventPublisher<{ event: OfficeEvent }>;
  /** Guided restore of a copy; also where nothing is set up or nothing can be opened. */
  readonly restoring: Restoring;
  /** The office on its LAN: certificate, devices, pairing. */
  readonly lan: Lan;
  /** PCs of counters that serve their own devices, as far as they are connected. */
  readonly stations: StationHub;
  signIn(login: string, password: string, from: ConnectionOrigin, at?: SignInPlace): Promise<SignIn>;
  /** Person and station of a session that still runs; undefined when it ended or the account was closed. */
  findSession(token: string): LiveSession | undefined;
  /** Whether that session still runs. Does not count as activity: a screen that only listens grows idle. */
  isSignedIn(token: string): boolean;
  /** As `findSession` without counting as activity: a screen asks on its own, too. */
  findIdleSession(token: string): LiveSession | undefined;
  signOut(token: string): void;
  /** Opens a session without a password, for whoever has just set up the office (the first entries record it). */
  openSession(userId: string): SignIn;
  /** By the person, on the session `token`; their other sessions end. */
  changePassword(userId: string, passwords: { current: string; next: string }, token: string): Promise<void>;
  /** By an administrator; the person's sessions end, but for the one that the administrator works in. */
  resetPassword(userId: string, next: string, by: { actor: string; token: string }): Promise<void>;
  recover(recoveryKey: string, login: string, password: string, from: ConnectionOrigin): Promise<SignIn>;
  /**
   * The signed-in person's own password once more, before something weighty; `field` is where a refusal stands.
   * Throws `wrong-password`, `too-many-attempts`.
   */
  confirmPassword(user: { id: string; login: string }, password: string, field: string): Promise<void>;
  endSessionsOf(userId: string): void;
};

/** Makes the core; opens the database at once where the OS store has its key. */
export async function createOfficeCore(given: OfficePorts): Promise<OfficeCore> {
  const recent = keepRecentLines(given.log, given.clock);
  const ports: OfficePorts = { ...given, log: recent.sink };
  mkdirSync(ports.dataDirectory, { recursive: true, mode: 0o700 });
  const attempts = createAttempts(ports.clock);
  const sessions = createSessions(ports.clock, ports.ids);
  const events = new EventPublisher<{ event: OfficeEvent }>({ maxBufferedEvents: 50 });
  // Passwords are looked at one after another: many guesses sent at once would otherwise all be free.
  const oneAtATime = oneAfterAnother();
  const log = createLogger(ports.log, 'lifecycle');
  try {
    // A restore that was cut off is ended before anything of it is read.
    finishSwap(ports.dataDirectory, undefined, (error) =>
      log.warn('that a restore was ended may not be on the disk yet', { error }),
    );
  } catch (error) {
    // Then it is still pending, which stands in the way of opening and says what to do.
    log.error('a restore that was cut off could not be ended', { error });
  }
  const stations = createStationHub({ clock: ports.clock, log: createLogger(ports.log, 'remote-devices') });
  const opening = createOpening(ports, events, stations);
  const { opened, openWith } = opening;

  /** The person of a session, unless the account was closed. */
  function findActive(userId: string): User | undefined {
    const office = opening.findOpened();
    const user = office?.findPerson(userId);
    return user?.active === true ? user : undefined;
  }

  function startSession(user: User, from: ConnectionOrigin, at: SignInPlace = null): SignIn {
    const office = opened();
    office.db.transaction((tx) =>
      office.journal.appendInTx(tx, {
        kind: userSignedIn,
        actor: user.id,
        subject: user.id,
        body: { id: user.id, host: from.host },
      }),
    );
    return newSession(user, at);
  }

  function newSession(user: User, at: SignInPlace = null): SignIn {
    const token = sessions.open({
      userId: user.id,
      station: at?.station ?? opening.station(),
      device: at?.device ?? null,
    });
    return { token, user: signedInUser(user) };
  }

  function liveSession(owner: SessionOwner | undefined): LiveSession | undefined {
    const user = owner === undefined ? undefined : findActive(owner.userId);
    return owner === undefined || user === undefined
      ? undefined
      : { user: signedInUser(user), station: owner.station, device: owner.device };
  }

  function refuseWhileWaiting(name: string, from: { origin: string }): void {
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
    const before = findUser(opened().db, userId);
    if (before === undefined) throw new OfficeError('not-found');
    if (isWeakPassword(next, before.login)) throw new OfficeError('weak-password', { field: 'password' });
    const ring = opening.keyring();
    const wrap = await ring.wrap(before, next);
    await opening.settled();
    const office = opened();
    // Closed or opened again while the password was being worked on: the newest word holds.
    ring.keep({ ...wrap, active: findUser(office.db, userId)?.active ?? false }, office.key);
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

  /** The user of a password; counts failures, under these names, and makes whoever guesses wait. */
  function checkPassword(login: string, password: string, counted: { name: string; origin: string }) {
    return oneAtATime(async () => {
      refuseWhileWaiting(counted.name, counted);
      const found = await opening.keyring().findByPassword(login, password);
      if (found === undefined) attempts.failed(counted.name, counted.origin);
      return found;
    });
  }

  /** Throws unless it is this person's present password. */
  async function confirmPassword(
    user: { id: string; login: string },
    password: string,
    field: string,
  ): Promise<void> {
    // Counted by itself: a slip in a session makes neither a sign-in nor anybody else at this PC wait. No login is so.
    const own = { name: ` own password of ${user.id}`, origin: ` own password of ${user.id}` };
    if ((await checkPassword(user.login, password, own))?.userId !== user.id) {
      throw new OfficeError('wrong-password', { field, message: 'Mật khẩu hiện tại không đúng.' });
    }
    attempts.succeeded(own.name, own.origin);
  }

  const lan = createLan({
    clock: ports.clock,
    ids: ports.ids,
    network: ports.network,
    log: createLogger(ports.log, 'lan'),
    findOpened: opening.findOpened,
    settled: opening.settled,
    onOfficeChanged: (listener) =>
      events.subscribe('event', ({ kind }) => {
        if (kind === 'office') listener();
      }),
    tell: () => events.publish('event', { kind: 'lan' }),
    onRevoked(device) {
      sessions.closeAllAt(device);
      events.publish('event', { kind: 'office' });
    },
  });

  await opening.openByOperatingSystem();

  const { openWith: _openWith, openByOperatingSystem: _byStore, ...office } = opening;
  return {
    ...office,
    ports,
    recentLines: recent.lines,
    events,
    restoring: createRestoring(restorePorts(ports, projectors, opening.deriveKey)),
    lan,
    stations,
    async signIn(login, password, from, at) {
      const found = await checkPassword(login, password, { name: loginKeyOf(login), origin: from.origin });
      if (found === undefined) throw new OfficeError('wrong-password');
      const office = await openWith(found);
      const user = findUser(office.db, found.userId);
      if (user === undefined || !user.active) throw new OfficeError('wrong-password');
      attempts.succeeded(loginKeyOf(login), from.origin);
      return startSession(user, from, at);
    },
    findSession: (token) => liveSession(sessions.find(token)),
    findIdleSession: (token) => liveSession(sessions.findIdle(token)),
    isSignedIn: (token) => liveSession(sessions.findIdle(token)) !== undefined,
    signOut(token) {
      const userId = sessions.find(token)?.userId;
      sessions.close(token);
      const office = opening.findOpened();
      if (userId === undefined || office === undefined) return;
      // Locking a screen is this, too: a token must not stay open in an empty chair's PC.
      void office.tokens.endAbandoned();
      events.publish('event', { kind: 'office' });
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
      return newSession(user);
    },
    async changePassword(userId, { current, next }, token) {
      const user = findUser(opened().db, userId);
      if (user === undefined) throw new OfficeError('not-found');
      if (isWeakPassword(next, user.login)) throw new OfficeError('weak-password', { field: 'next' });
      await confirmPassword(user, current, 'current');
      await setPassword(userId, next, { actor: userId, how: 'self', token });
    },
    async resetPassword(userId, next, { actor, token }) {
      await setPassword(userId, next, { actor, how: 'administrator', token });
    },
    async recover(recoveryKey, login, password, from) {
      const ring = opening.keyring();
      refuseWhileWaiting('recovery', from);
      const keys = ring.findByRecoveryKey(recoveryKey);
      if (keys === undefined) {
        attempts.failed('recovery', from.origin);
        throw new OfficeError('wrong-recovery-key');
      }
      const office = await openWith(keys);
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
    async close() {
      lan.stop();
      await opening.close();
    },
    confirmPassword,
    endSessionsOf: (userId) => endSessionsOf(userId),
  };
}

function signedInUser({ active: _active, ...user }: User): SignedInUser {
  return user;
}
