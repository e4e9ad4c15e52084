import { z } from 'zod';
import { SealedTo } from './key-pairs.ts';
import type { KeyringState } from './keyring-types.ts';
import { PasswordCost, Sealed } from './sealing.ts';

const Base64 = z.base64();

/**
 * Who may open the database. `sealed` holds the person's private key, sealed by a key from the password, and
 * `publicKey` belongs to it. Where `publicKey` is null the wrap is of version 1: `sealed` is the database key itself,
 * and nobody can make it anew without the password. Null `sealed`: an old wrap that a new database key made useless.
 */
const UserWrap = z.object({
  userId: z.string(),
  /** The sign-in name as it is compared: folded, lower case. */
  loginKey: z.string(),
  active: z.boolean(),
  cost: PasswordCost,
  salt: Base64,
  publicKey: Base64.nullable(),
  sealed: Sealed.nullable(),
});
export type UserWrap = z.infer<typeof UserWrap>;

/** One database key, sealed to everyone who may have it. */
const KeySlot = z.object({
  id: z.string(),
  /** Milliseconds since 1970; null where a keyring of version 1 did not say. */
  madeAt: z.int().nullable(),
  /** Who had it made; null for the first one. */
  by: z.string().nullable(),
  users: z.record(z.string(), SealedTo),
  /** A MAC by this key over each public key, so that nobody can exchange one unseen. */
  vouched: z.record(z.string(), Base64),
  /** Null while the recovery key is of version 1. */
  recovery: SealedTo.nullable(),
  /** Sealed by the OS store, where that is real and in use. */
  operatingSystem: Base64.nullable(),
});
export type KeySlot = z.infer<typeof KeySlot>;

const Recovery = z.object({
  id: z.string(),
  madeAt: z.int().nullable(),
  by: z.string().nullable(),
  publicKey: Base64.nullable(),
  /** The database key under a recovery key of version 1. */
  versionOne: z.object({ salt: Base64, sealed: Sealed }).nullable(),
});

/**
 * What lies beside the database: who can open it. It holds no key in the clear and no personal data but sign-in
 * names, because they are needed before the database can be read.
 */
const VersionTwo = z.object({
  version: z.literal(2),
  office: z.string(),
  station: z.string(),
  users: z.array(UserWrap),
  recovery: Recovery,
  /** Whether the OS store is to be used where it is real. */
  operatingSystem: z.enum(['on', 'off']),
  current: KeySlot,
  /** The key under which the database is being written anew; whichever opens the file is the right one. */
  pending: KeySlot.nullable(),
});

const VersionOne = z.object({
  version: z.literal(1),
  office: z.string(),
  station: z.string(),
  users: z.array(UserWrap.omit({ publicKey: true }).extend({ sealed: Sealed })),
  recovery: z.object({ salt: Base64, sealed: Sealed }),
  operatingSystem: Base64.nullable(),
});

/** Reads either version; an old one keeps its wraps until their owners sign in. */
export const KeyringFile = z.union([VersionTwo, VersionOne.transform(fromVersionOne)]);
export type KeyringFile = z.infer<typeof VersionTwo>;

function fromVersionOne(old: z.infer<typeof VersionOne>): KeyringFile {
  return {
    version: 2,
    office: old.office,
    station: old.station,
    users: old.users.map((user) => ({ ...user, publicKey: null })),
    recovery: { id: 'first', madeAt: null, by: null, publicKey: null, versionOne: old.recovery },
    operatingSystem: 'on',
    current: {
      id: 'first',
      madeAt: null,
      by: null,
      users: {},
      vouched: {},
      recovery: null,
      operatingSystem: old.operatingSystem,
    },
    pending: null,
  };
}

/** Changes the current key's slot and, while one is pending, that one too. */
export function eachSlot(content: KeyringFile, change: (slot: KeySlot) => KeySlot): KeyringFile {
  return {
    ...content,
    current: change(content.current),
    pending: content.pending === null ? null : change(content.pending),
  };
}

/** The pending key becomes the only one; wraps of version 1 held the old key and are dropped. */
export function promoted(content: KeyringFile): KeyringFile {
  if (content.pending === null) return content;
  return {
    ...content,
    users: content.users.map((user) => (user.publicKey === null ? { ...user, sealed: null } : user)),
    current: content.pending,
    pending: null,
  };
}

/** A key that nobody can open yet. */
export function emptySlot(id: string, by: string | null, madeAt: number): KeySlot {
  return { id, madeAt, by, users: {}, vouched: {}, recovery: null, operatingSystem: null };
}

/** Who could open the database now, without any name or key. */
export function stateOf(content: KeyringFile): KeyringState {
  const { recovery, current } = content;
  return {
    users: content.users.map(({ userId, active, publicKey, sealed }) => ({
      userId,
      active,
      opens: active && sealed !== null && (publicKey === null || Object.hasOwn(current.users, userId)),
      version: publicKey === null ? 1 : 2,
    })),
    recovery: {
      id: recovery.id,
      madeAt: recovery.madeAt,
      by: recovery.by,
      version: recovery.publicKey === null ? 1 : 2,
    },
    current: { id: current.id, madeAt: current.madeAt, by: current.by },
    operatingSystem: content.operatingSystem,
  };
}
