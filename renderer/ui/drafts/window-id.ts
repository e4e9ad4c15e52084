/**
 * Which window this is, so that a form comes back to the window in which it was typed, after a reload and after the
 * program was started again. A random id that tells nothing of a person; the only thing that this feature puts into the
 * browser's storage.
 */
export type WindowIdHost = {
  /** Ends with the window. */
  session: Pick<Storage, 'getItem' | 'setItem'>;
  /** Stays on this PC. */
  local: Pick<Storage, 'getItem' | 'setItem'>;
  /** Absent where the page is no secure context. */
  locks: Pick<LockManager, 'request'> | undefined;
  newId: () => string;
};

const KEY = 'tram.window';
const LIST = 'tram.windows';
const MOST_WINDOWS = 20;
/** How long a window that was just reloaded may still hold its own id. */
const RELEASE_MS = 500;

/**
 * Claims an id that no other open window of this PC has: the one from before the reload, else the first that is free.
 * Where locks are not to be had it is this window's own until it is closed.
 */
export async function claimWindowId(host: WindowIdHost): Promise<string> {
  const before = readId(host.session, KEY);
  const { locks } = host;
  if (locks === undefined) return remember(host, before ?? host.newId());
  if (before !== null && (await claim(locks, before, RELEASE_MS))) return remember(host, before);
  const known = readList(host.local);
  for (const id of known) if (id !== before && (await claim(locks, id, 0))) return remember(host, id);
  const fresh = host.newId();
  await claim(locks, fresh, 0);
  write(host.local, LIST, JSON.stringify([...known, fresh].slice(-MOST_WINDOWS)));
  return remember(host, fresh);
}

/** Takes the lock of an id for as long as this window lives; false where another window has it. */
function claim(locks: Pick<LockManager, 'request'>, id: string, waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options: LockOptions =
      waitMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(waitMs) };
    locks
      .request(`${KEY}.${id}`, options, (lock) => {
        resolve(lock !== null);
        // Held until the window is gone.
        return lock === null ? undefined : new Promise<never>(() => {});
      })
      .catch(() => resolve(false));
  });
}

function remember(host: WindowIdHost, id: string): string {
  write(host.session, KEY, id);
  return id;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function readId(storage: Pick<Storage, 'getItem'>, key: string): string | null {
  try {
    const id = storage.getItem(key);
    return id !== null && UUID.test(id) ? id : null;
  } catch {
    return null;
  }
}

function readList(storage: Pick<Storage, 'getItem'>): string[] {
  try {
    const list: unknown = JSON.parse(storage.getItem(LIST) ?? '[]');
    return Array.isArray(list)
      ? list.filter((id): id is string => typeof id === 'string' && UUID.test(id))
      : [];
  } catch {
    return [];
  }
}

function write(storage: Pick<Storage, 'setItem'>, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // Storage denied by policy: a reload is then a new window, and its form is offered instead of coming back.
  }
}
