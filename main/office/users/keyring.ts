import type { Ids } from '#shared/base/index.ts';
import { fold } from '#shared/text/index.ts';
import type { SecretStore } from '../ports.ts';
import {
  findKeyringFile,
  type KeyringFile,
  type KeyringPlaces,
  moveKeyringFile,
  type UserWrap,
  writeKeyringFile,
} from './keyring-file.ts';
import { findRecoveryBytes, formatRecoveryKey, RECOVERY_BYTES } from './recovery-key.ts';
import { findUnsealed, keyFromPassword, keyFromRecoveryBytes, PASSWORD_COST, seal } from './sealing.ts';

const NONCE_BYTES = 12;
const SALT_BYTES = 16;

/** How a sign-in name is compared: case and diacritics don't matter, so an input method can't lock anyone out. */
export function loginKeyOf(login: string): string {
  return fold(login.trim());
}

/**
 * The database key, wrapped: for each user by a key from their password, by the printed recovery key, and by the OS
 * store where it is real. Unwrapping is also the check of the password: there is no second verifier to keep in step.
 */
export type Keyring = {
  readonly office: string;
  readonly station: string;
  /** The database key for an active user with this password; undefined when either is wrong. */
  findByPassword(login: string, password: string): Promise<{ userId: string; key: Uint8Array } | undefined>;
  findByRecoveryKey(recoveryKey: string): Uint8Array | undefined;
  /** By the OS store; undefined where there is none or it can't (another account, another PC). */
  findByOperatingSystem(): Promise<Uint8Array | undefined>;
  /** Wraps the key for a user. Slow, and writes nothing: `keep` does. */
  wrap(user: KeyHolder, password: string, key: Uint8Array): Promise<UserWrap>;
  /**
   * Writes a wrap in place of the user's earlier one. A wrap of somebody else under the same sign-in name was left by
   * a creation that was cut off; it goes, or it would stand in the way of this one for ever.
   */
  keep(wrap: UserWrap): void;
  /** Both in one. */
  setPassword(user: KeyHolder, password: string, key: Uint8Array): Promise<void>;
  setActive(userId: string, active: boolean): void;
  /** Takes back the wrap of a user who was not created after all. */
  forget(userId: string): void;
};

/** Whose wrap it is. A closed account keeps its wrap, which then opens nothing. */
export type KeyHolder = { id: string; login: string; active: boolean };

export type KeyringPorts = KeyringPlaces & { ids: Ids; secrets: SecretStore | null };

/** Opens the keyring of an office that was set up; undefined when there is none. Throws KeyringDamaged. */
export function findKeyring(ports: KeyringPorts): Keyring | undefined {
  const content = findKeyringFile(ports);
  return content === undefined ? undefined : keyringOf(ports, content);
}

/**
 * Makes the keyring of a new office. The recovery key is returned once and stored nowhere. `finish` gives the keyring
 * its final place: the moment from which the office exists.
 */
export async function createKeyring(
  ports: KeyringPorts,
  office: { office: string; station: string },
  key: Uint8Array,
): Promise<{ keyring: Keyring; recoveryKey: string; finish(places: KeyringPlaces): Keyring }> {
  const recoveryBytes = ports.ids.bytes(RECOVERY_BYTES);
  const salt = ports.ids.bytes(SALT_BYTES);
  const content: KeyringFile = {
    version: 1,
    ...office,
    users: [],
    recovery: {
      salt: base64(salt),
      sealed: seal(key, keyFromRecoveryBytes(recoveryBytes, salt), ports.ids.bytes(NONCE_BYTES), 'recovery'),
    },
    operatingSystem: ports.secrets === null ? null : await findSealedByOperatingSystem(ports.secrets, key),
  };
  writeKeyringFile(ports, content);
  const keyring = keyringOf(ports, content);
  return {
    keyring,
    recoveryKey: formatRecoveryKey(recoveryBytes),
    finish(places) {
      moveKeyringFile(ports.file, places, keyring.content());
      return keyringOf({ ...ports, ...places }, keyring.content());
    },
  };
}

function keyringOf(ports: KeyringPorts, initial: KeyringFile): Keyring & { content(): KeyringFile } {
  let content = initial;
  const save = (next: KeyringFile) => {
    writeKeyringFile(ports, next);
    content = next;
  };
  const keep = (wrap: UserWrap) => {
    const others = content.users.filter(
      (other) => other.userId !== wrap.userId && other.loginKey !== wrap.loginKey,
    );
    save({ ...content, users: [...others, wrap] });
  };
  async function wrap(user: KeyHolder, password: string, key: Uint8Array): Promise<UserWrap> {
    const salt = ports.ids.bytes(SALT_BYTES);
    const derived = await keyFromPassword(password, salt, PASSWORD_COST);
    return {
      userId: user.id,
      loginKey: loginKeyOf(user.login),
      active: user.active,
      cost: PASSWORD_COST,
      salt: base64(salt),
      sealed: seal(key, derived, ports.ids.bytes(NONCE_BYTES), contextOf(user.id)),
    };
  }
  return {
    content: () => content,
    office: content.office,
    station: content.station,
    async findByPassword(login, password) {
      const loginKey = loginKeyOf(login);
      const wrap = content.users.find((user) => user.loginKey === loginKey && user.active);
      // An unknown name costs as much time as a wrong password, so names can't be guessed by the clock.
      const salt = wrap === undefined ? new Uint8Array(SALT_BYTES) : bytesOf(wrap.salt);
      const derived = await keyFromPassword(password, salt, wrap?.cost ?? PASSWORD_COST);
      if (wrap === undefined) return undefined;
      const key = findUnsealed(wrap.sealed, derived, contextOf(wrap.userId));
      return key === undefined ? undefined : { userId: wrap.userId, key };
    },
    findByRecoveryKey(recoveryKey) {
      const bytes = findRecoveryBytes(recoveryKey);
      if (bytes === undefined) return undefined;
      const derived = keyFromRecoveryBytes(bytes, bytesOf(content.recovery.salt));
      return findUnsealed(content.recovery.sealed, derived, 'recovery');
    },
    async findByOperatingSystem() {
      if (ports.secrets === null || content.operatingSystem === null) return undefined;
      try {
        return await ports.secrets.open(bytesOf(content.operatingSystem));
      } catch {
        return undefined;
      }
    },
    wrap,
    keep,
    async setPassword(user, password, key) {
      keep(await wrap(user, password, key));
    },
    forget(userId) {
      save({ ...content, users: content.users.filter((user) => user.userId !== userId) });
    },
    setActive(userId, active) {
      save({
        ...content,
        users: content.users.map((user) => (user.userId === userId ? { ...user, active } : user)),
      });
    },
  };
}

async function findSealedByOperatingSystem(secrets: SecretStore, key: Uint8Array): Promise<string | null> {
  try {
    return base64(await secrets.seal(key));
  } catch {
    // Not every desktop has a real store; the passwords and the recovery key still open the database.
    return null;
  }
}

const contextOf = (userId: string) => `user ${userId}`;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
