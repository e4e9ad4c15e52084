import type { Clock, Ids } from '#shared/base/index.ts';

/** A session ends after this long without a call; the screens lock themselves earlier. */
const IDLE_MINUTES = 60;

/** Whose session it is, and the station (a PC with its own devices) it was opened at. */
export type SessionOwner = {
  readonly userId: string;
  readonly station: string;
  /** The paired counter it was opened at, and good at nowhere else; null: this PC. */
  readonly device: string | null;
};

/** Who is signed in, by token. In memory only: keys and sessions are never written. */
export type Sessions = {
  open(owner: SessionOwner): string;
  /** The owner of a token that is known and not idle too long; being asked counts as activity. */
  find(token: string): SessionOwner | undefined;
  /** The same without counting as activity: for what a screen receives while nobody touches it. */
  findIdle(token: string): SessionOwner | undefined;
  close(token: string): void;
  /** Ends every session of a person but the one named. */
  closeAllOf(userId: string, except?: string): void;
  /** Ends every session that was opened at a device. */
  closeAllAt(device: string): void;
};

export function createSessions(clock: Clock, ids: Ids): Sessions {
  const sessions = new Map<string, { owner: SessionOwner; lastUsed: number }>();
  const isOver = (session: { lastUsed: number }) => clock.now() - session.lastUsed > IDLE_MINUTES * 60_000;

  function findRunning(token: string) {
    const session = sessions.get(token);
    if (session === undefined || !isOver(session)) return session;
    sessions.delete(token);
    return undefined;
  }

  return {
    open(owner) {
      // Nobody signs out of a window that was closed: what ended is cleared when the next one begins.
      for (const [token, session] of sessions) if (isOver(session)) sessions.delete(token);
      const token = Buffer.from(ids.bytes(32)).toString('base64url');
      sessions.set(token, { owner: { ...owner }, lastUsed: clock.now() });
      return token;
    },
    find(token) {
      const session = findRunning(token);
      // Also after the clock was set back: the hour then counts from here, neither ending at once nor never.
      if (session !== undefined) session.lastUsed = clock.now();
      return session?.owner;
    },
    findIdle: (token) => findRunning(token)?.owner,
    close(token) {
      sessions.delete(token);
    },
    closeAllAt(device) {
      for (const [token, session] of sessions) if (session.owner.device === device) sessions.delete(token);
    },
    closeAllOf(userId, except) {
      for (const [token, session] of sessions) {
        if (session.owner.userId === userId && token !== except) sessions.delete(token);
      }
    },
  };
}
