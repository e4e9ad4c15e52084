/** Where the session's token waits for a reload of the window. It ends with the window, unlike a cookie. */
export type TokenStore = { read(): string | null; write(token: string | null): void };

/** Windows of people, and those of a paired counter: a session is good in one of them only. */
const KEYS = { person: 'tram.session', device: 'tram.device-session' } as const;

/** The token in the window's sessionStorage; where storage is denied, in memory (a reload then asks to sign in). */
export function windowTokenStore(storage: Storage, of: keyof typeof KEYS = 'person'): TokenStore {
  const key = KEYS[of];
  let memory: string | null = null;
  return {
    read() {
      try {
        return storage.getItem(key) ?? memory;
      } catch {
        return memory;
      }
    },
    write(token) {
      memory = token;
      try {
        if (token === null) storage.removeItem(key);
        else storage.setItem(key, token);
      } catch {
        // Storage denied by policy: the session lives as long as this page.
      }
    },
  };
}

/** Forgets the session of a person in this window, so that nobody takes it up again. */
export function forgetSession(storage: Storage): void {
  windowTokenStore(storage).write(null);
}

/** A token kept in memory only, for tests. */
export function memoryTokenStore(): TokenStore {
  let held: string | null = null;
  return {
    read: () => held,
    write(token) {
      held = token;
    },
  };
}
