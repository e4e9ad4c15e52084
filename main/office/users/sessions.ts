import type { Clock, Ids } from '#shared/base/index.ts';

/** A session ends after this long without a call; the screens lock themselves earlier. */
const IDLE_MINUTES = 60;

/** Who is signed in, by token. In memory only: keys and sessions are never written. */
export type Sessions = {
  open(userId: string): string;
  /** The user of a token that is known and not idle too long; being asked counts as activity. */
  findUser(token: string): string | undefined;
  close(token: string): void;
  closeAllOf(userId: string): void;
};

export function createSessions(clock: Clock, ids: Ids): Sessions {
  const sessions = new Map<string, { userId: string; lastUsed: number }>();
  return {
    open(userId) {
      const token = Buffer.from(ids.bytes(32)).toString('base64url');
      sessions.set(token, { userId, lastUsed: clock.now() });
      return token;
    },
    findUser(token) {
      const session = sessions.get(token);
      if (session === undefined) return undefined;
      const now = clock.now();
      // A clock that was set back must not keep a session alive for ever, nor end it at once.
      if (now - session.lastUsed > IDLE_MINUTES * 60_000) {
        sessions.delete(token);
        return undefined;
      }
      session.lastUsed = now;
      return session.userId;
    },
    close(token) {
      sessions.delete(token);
    },
    closeAllOf(userId) {
      for (const [token, session] of sessions) if (session.userId === userId) sessions.delete(token);
    },
  };
}
