/** Where the session's token waits for a reload of the window. It ends with the window, unlike a cookie. */
export type TokenStore = { read(): string | null; write(token: string | null): void };

const KEY = 'tram.session';

/** The token in the window's sessionStorage; where storage is denied, in memory (a reload then asks to sign in). */
export function windowTokenStore(storage: Storage): TokenStore {
  let memory: string | null = null;
  return {
    read() {
      try {
        return storage.getItem(KEY) ?? memory;
      } catch {
        return memory;
      }
    },
    write(token) {
      memory = token;
      try {
        if (token === null) storage.removeItem(KEY);
        else storage.setItem(KEY, token);
      } catch {
        // Storage denied by policy: the session lives as long as this page.
      }
    },
  };
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
