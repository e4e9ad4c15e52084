import type { OfficeCore } from '../lifecycle/index.ts';
import type { Connection } from './context.ts';

/** Which windows are connected, as far as they said who they are; in memory only. */
export type Presence = {
  /** This connection belongs to that window. */
  announce(connection: Connection, window: string): void;
  /** The window of a connection; null where it never said. */
  windowOf(connection: Connection): string | null;
  leave(connection: Connection): void;
  /** Whether that window is connected with that person signed in. */
  isAtWork(window: string, userId: string): boolean;
};

export function createPresence(core: OfficeCore): Presence {
  const windows = new Map<Connection, string>();

  function userOf({ token }: Connection): string | undefined {
    return token === null ? undefined : core.findIdleSession(token)?.user.id;
  }

  return {
    announce(connection, window) {
      if (windows.get(connection) === window) return;
      // Connections in this process and single calls never close: whoever is signed out there is gone.
      for (const known of windows.keys()) if (userOf(known) === undefined) windows.delete(known);
      windows.set(connection, window);
      tell();
    },
    windowOf: (connection) => windows.get(connection) ?? null,
    leave(connection) {
      if (windows.delete(connection)) tell();
    },
    isAtWork(window, userId) {
      for (const [connection, own] of windows) {
        if (own === window && userOf(connection) === userId) return true;
      }
      return false;
    },
  };

  /** Who came or went changes what is offered to the others. */
  function tell(): void {
    core.events.publish('event', { kind: 'drafts' });
  }
}
