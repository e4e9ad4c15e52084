/**
 * People: who may open the database (keyring), who they are (view `users`), who is signed in (sessions),
 * and how often a wrong password may be tried.
 */
export { type Attempts, createAttempts } from './attempts.ts';
export type { DeriveKey } from './derive-key.ts';
export { createKeyring, findKeyring, loginKeyOf } from './keyring.ts';
export { KeyringDamaged, type KeyringPlaces } from './keyring-file.ts';
export {
  type DatabaseKeys,
  type Keyring,
  type KeyringPorts,
  KeyringRetired,
  type KeyringState,
  type NewRecoveryKey,
} from './keyring-types.ts';
export type { OperatingSystemState } from './operating-system-wraps.ts';
export { isWeakPassword } from './password-policy.ts';
export { createPasswordThread } from './password-thread.ts';
export { createSessions, type SessionOwner, type Sessions } from './sessions.ts';
export { allUsers, findUser, findUserByLogin, type User, usersProjector } from './users-table.ts';
