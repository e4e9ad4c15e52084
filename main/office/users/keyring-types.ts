import type { Ids } from '#shared/base/index.ts';
import type { SecretStore } from '../ports.ts';
import type { DeriveKey } from './derive-key.ts';
import type { UserWrap } from './keyring-content.ts';
import type { KeyringPlaces } from './keyring-file.ts';
import type { OperatingSystemWraps } from './operating-system-wraps.ts';

/**
 * The database key and, where a re-key was cut off, the one that was to follow: whichever opens the file is right.
 */
export type DatabaseKeys = { key: Uint8Array; pendingKey: Uint8Array | null };

/** Whose wrap it is. */
export type KeyHolder = { id: string; login: string; active: boolean };

/** A printed recovery key that is not in force yet. */
export type NewRecoveryKey = { id: string; recoveryKey: string; publicKey: Uint8Array };

/** Who could open the database now, without any name or key. */
export type KeyringState = {
  /** `version` 1: this person must sign in once (or get a new password) before a re-key. */
  users: { userId: string; active: boolean; opens: boolean; version: 1 | 2 }[];
  recovery: { id: string; madeAt: number | null; by: string | null; version: 1 | 2 };
  current: { id: string; madeAt: number | null; by: string | null };
  operatingSystem: 'on' | 'off';
};

/**
 * The database key, wrapped: each person has a key pair whose private half is sealed by a key from their password, and
 * the database key is sealed to the public half; likewise for the printed recovery key; and by the OS store where it is
 * real. So a new database key needs nobody's password. Unwrapping is also the check of the password: there is no
 * second verifier to keep in step.
 */
export type Keyring = OperatingSystemWraps & {
  readonly office: string;
  readonly station: string;
  state(): KeyringState;
  /**
   * The database keys for an active user with this password; undefined when either is wrong, or was changed while it
   * was looked at. A wrap of version 1 is brought over by the way.
   */
  findByPassword(login: string, password: string): Promise<({ userId: string } & DatabaseKeys) | undefined>;
  findByRecoveryKey(recoveryKey: string): DatabaseKeys | undefined;
  /** Makes a key pair for a user. Slow, and writes nothing: `keep` does. */
  wrap(user: KeyHolder, password: string): Promise<UserWrap>;
  /**
   * Writes a wrap in place of the user's earlier one and gives it the database key. A wrap of somebody else under the
   * same sign-in name was left by a creation that was cut off; it goes, or it would stand in the way of this one for
   * ever.
   */
  keep(wrap: UserWrap, key: Uint8Array): void;
  /** Both in one. */
  setPassword(user: KeyHolder, password: string, key: Uint8Array): Promise<void>;
  /** A closed account loses its share of the key; opened again it gets one, without the password. */
  setActive(userId: string, active: boolean, key: Uint8Array): void;
  /** Takes back the wrap of a user who was not created after all. */
  forget(userId: string): void;
  /** Makes a recovery key to be printed. Writes nothing: the old one holds until `keepRecoveryKey`. */
  newRecoveryKey(): NewRecoveryKey;
  /** From now on only this recovery key opens the database. */
  keepRecoveryKey(made: NewRecoveryKey, key: Uint8Array, by: string, now: number): void;
  /** Active people, or `recovery`, whose public key is not the one that was put there: the file was altered. */
  findAltered(key: Uint8Array): string[];
  /**
   * Writes a new database key beside the current one, sealed to the people named who are active, the recovery key and
   * the OS store. Throws where a wrap of version 1 would be lost, or the keyring's copy can't be written.
   */
  beginRekey(plan: RekeyPlan): Promise<void>;
  /** Whether the keyring holds two keys: a re-key runs, or was cut off. */
  isRekeyPending(): boolean;
  /** Ends what `beginRekey` began: the new key is the only one, or was never there. */
  endRekey(outcome: 'new' | 'old'): void;
  /**
   * Other data is put in the place of what this keyring opens: from now on it opens nothing and writes nothing. Whoever
   * still works with it gets KeyringRetired, never the other keyring overwritten.
   */
  retire(): void;
};

/** Something was begun with a keyring whose data has been replaced since. */
export class KeyringRetired extends Error {
  override readonly name = 'KeyringRetired';
}

export type RekeyPlan = {
  /** The database key of now. */
  key: Uint8Array;
  newKey: Uint8Array;
  /** Ids of those whom the database itself knows as active: the keyring's word alone is not enough. */
  people: ReadonlySet<string>;
  /** Who had it made, and when (milliseconds since 1970). */
  by: string;
  now: number;
};

export type KeyringPorts = KeyringPlaces & {
  ids: Ids;
  secrets: SecretStore | null;
  /** Turns passwords into keys elsewhere; absent: on this thread. */
  deriveKey?: DeriveKey | undefined;
};
