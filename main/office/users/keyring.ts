import { fold } from '#shared/text/index.ts';
import { keyFromPassword } from './derive-key.ts';
import { PAIR_KEY_BYTES, privateKeyOfRecovery, publicKeyOf } from './key-pairs.ts';
import {
  eachSlot,
  emptySlot,
  type KeyringFile,
  type KeySlot,
  promoted,
  stateOf,
  type UserWrap,
} from './keyring-content.ts';
import { findKeyringFile, type KeyringPlaces, moveKeyringFile, writeKeyringFile } from './keyring-file.ts';
import {
  findShareOfRecovery,
  findShareOfUser,
  isRecoveryVouched,
  isVouched,
  withMember,
  withoutMember,
  withRecovery,
} from './keyring-shares.ts';
import {
  type DatabaseKeys,
  type KeyHolder,
  type Keyring,
  type KeyringPorts,
  KeyringRetired,
} from './keyring-types.ts';
import { createOperatingSystemWraps } from './operating-system-wraps.ts';
import { findRecoveryBytes, makeRecoveryKey } from './recovery-key.ts';
import { findUnsealed, keyFromRecoveryBytes, PASSWORD_COST, seal } from './sealing.ts';

const NONCE_BYTES = 12;
const SALT_BYTES = 16;

/** How a sign-in name is compared: case and diacritics don't matter, so an input method can't lock anyone out. */
export function loginKeyOf(login: string): string {
  return fold(login.trim());
}

/** Opens the keyring of an office that was set up; undefined when there is none. Throws KeyringDamaged. */
export function findKeyring(ports: KeyringPorts): Keyring | undefined {
  const content = findKeyringFile(ports);
  return content === undefined ? undefined : keyringOf(ports, content);
}

/**
 * Makes the keyring of a new office. The recovery key is returned once and stored nowhere. `finish` gives the keyring
 * its final place: the moment from which the office exists. `madeAt`: milliseconds since 1970.
 */
export async function createKeyring(
  ports: KeyringPorts,
  office: { office: string; station: string; madeAt: number },
  key: Uint8Array,
): Promise<{ keyring: Keyring; recoveryKey: string; finish(places: KeyringPlaces): Keyring }> {
  const { madeAt, ...names } = office;
  const { ids } = ports;
  const made = makeRecoveryKey(ids);
  const slot = emptySlot(ids.id(), null, madeAt);
  const content: KeyringFile = {
    version: 2,
    ...names,
    users: [],
    recovery: { id: made.id, madeAt, by: null, publicKey: base64(made.publicKey), versionOne: null },
    operatingSystem: 'on',
    current: withRecovery(slot, base64(made.publicKey), key, ids),
    pending: null,
  };
  writeKeyringFile(ports, content);
  const keyring = keyringOf(ports, content);
  await keyring.healOperatingSystem(key);
  return {
    keyring,
    recoveryKey: made.recoveryKey,
    finish(places) {
      moveKeyringFile(ports.file, places, keyring.content());
      return keyringOf({ ...ports, ...places }, keyring.content());
    },
  };
}

function keyringOf(ports: KeyringPorts, initial: KeyringFile): Keyring & { content(): KeyringFile } {
  const { ids } = ports;
  const deriveKey = ports.deriveKey ?? keyFromPassword;
  let content = initial;
  /** The new key while a re-key runs in this process; after a cut the next opening ends it before anything else. */
  let pendingKey: Uint8Array | null = null;
  let retired = false;

  function save(next: KeyringFile): boolean {
    if (retired) throw new KeyringRetired('the data of this keyring was replaced');
    const copied = writeKeyringFile(ports, next);
    content = next;
    return copied;
  }

  /** The key that a slot stands for. */
  const keyOf = (slot: KeySlot, key: Uint8Array) =>
    slot.id === content.pending?.id && pendingKey !== null ? pendingKey : key;

  function keep(wrap: UserWrap, key: Uint8Array): void {
    const gone = content.users.filter(
      (other) => other.userId !== wrap.userId && other.loginKey === wrap.loginKey,
    );
    const users = content.users.filter((other) => other.userId !== wrap.userId && !gone.includes(other));
    save(
      eachSlot({ ...content, users: [...users, wrap] }, (slot) =>
        withMember(
          gone.reduce((left, { userId }) => withoutMember(left, userId), slot),
          wrap,
          keyOf(slot, key),
          ids,
        ),
      ),
    );
  }

  function pairFor(derived: Uint8Array, userId: string): Pick<UserWrap, 'publicKey' | 'sealed'> {
    const privateKey = ids.bytes(PAIR_KEY_BYTES);
    return {
      publicKey: base64(publicKeyOf(privateKey)),
      sealed: seal(privateKey, derived, ids.bytes(NONCE_BYTES), pairContext(userId)),
    };
  }

  async function wrap(user: KeyHolder, password: string): Promise<UserWrap> {
    const salt = ids.bytes(SALT_BYTES);
    const derived = await deriveKey(password, salt, PASSWORD_COST);
    return {
      userId: user.id,
      loginKey: loginKeyOf(user.login),
      active: user.active,
      cost: PASSWORD_COST,
      salt: base64(salt),
      ...pairFor(derived, user.id),
    };
  }

  /** Both keys by whatever opens a share of them; undefined unless the current one opens. */
  function findKeys(open: (slot: KeySlot) => Uint8Array | undefined): DatabaseKeys | undefined {
    if (retired) return undefined;
    const key = open(content.current);
    if (key === undefined) return undefined;
    return { key, pendingKey: content.pending === null ? null : (open(content.pending) ?? null) };
  }

  function findByDerivedKey(user: UserWrap, derived: Uint8Array): DatabaseKeys | undefined {
    if (user.sealed === null || retired) return undefined;
    if (user.publicKey === null) {
      const key = findUnsealed(user.sealed, derived, versionOneContext(user.userId));
      if (key === undefined) return undefined;
      try {
        keep({ ...user, ...pairFor(derived, user.userId) }, key);
      } catch {
        // A full disk must keep nobody out: it is brought over at a later sign-in.
      }
      return { key, pendingKey: null };
    }
    const privateKey = findUnsealed(user.sealed, derived, pairContext(user.userId));
    if (privateKey === undefined) return undefined;
    return findKeys((slot) => findShareOfUser(slot, user.userId, privateKey));
  }

  const byStore = createOperatingSystemWraps({
    secrets: ports.secrets,
    content: () => content,
    save: (next) => void save(next),
    keyOf,
  });

  return {
    content: () => content,
    office: content.office,
    station: content.station,
    state: () => stateOf(content),
    async findByPassword(login, password) {
      const loginKey = loginKeyOf(login);
      const find = () => content.users.find((user) => user.loginKey === loginKey && user.active);
      const before = find();
      // An unknown name costs as much time as a wrong password, so names can't be guessed by the clock.
      const salt = before === undefined ? new Uint8Array(SALT_BYTES) : bytesOf(before.salt);
      const derived = await deriveKey(password, salt, before?.cost ?? PASSWORD_COST);
      const now = find();
      // A password that was changed while this one was looked at: the old one has stopped.
      if (now === undefined || now.userId !== before?.userId || now.salt !== before.salt) return undefined;
      const keys = findByDerivedKey(now, derived);
      return keys === undefined ? undefined : { userId: now.userId, ...keys };
    },
    findByRecoveryKey(recoveryKey) {
      const bytes = findRecoveryBytes(recoveryKey);
      if (bytes === undefined) return undefined;
      const { versionOne } = content.recovery;
      if (versionOne !== null && !retired) {
        const derived = keyFromRecoveryBytes(bytes, bytesOf(versionOne.salt));
        const key = findUnsealed(versionOne.sealed, derived, 'recovery');
        return key === undefined ? undefined : { key, pendingKey: null };
      }
      const privateKey = privateKeyOfRecovery(bytes);
      return findKeys((slot) => findShareOfRecovery(slot, privateKey));
    },
    wrap,
    keep,
    async setPassword(user, password, key) {
      keep(await wrap(user, password), key);
    },
    forget(userId) {
      const users = content.users.filter((user) => user.userId !== userId);
      save(eachSlot({ ...content, users }, (slot) => withoutMember(slot, userId)));
    },
    setActive(userId, active, key) {
      const before = content.users.find((user) => user.userId === userId);
      if (before === undefined) return;
      const after = { ...before, active };
      const users = content.users.map((user) => (user === before ? after : user));
      // An exchanged public key gets nothing; its owner needs a new password.
      const vouched = isVouched(content.current, after, key);
      save(
        eachSlot({ ...content, users }, (slot) =>
          vouched ? withMember(slot, after, keyOf(slot, key), ids) : withoutMember(slot, userId),
        ),
      );
    },
    newRecoveryKey: () => makeRecoveryKey(ids),
    keepRecoveryKey(made, key, by, now) {
      const recovery = {
        id: made.id,
        madeAt: now,
        by,
        publicKey: base64(made.publicKey),
        versionOne: null,
      };
      const publicKey = recovery.publicKey;
      save(
        eachSlot({ ...content, recovery }, (slot) => withRecovery(slot, publicKey, keyOf(slot, key), ids)),
      );
    },
    findAltered(key) {
      const altered = content.users.filter(
        (user) => user.active && user.publicKey !== null && !isVouched(content.current, user, key),
      );
      const recovery = content.recovery.publicKey === null || isRecoveryVouched(content, key);
      return [...altered.map(({ userId }) => userId), ...(recovery ? [] : ['recovery'])];
    },
    async beginRekey({ key, newKey, people, by, now }) {
      const empty = emptySlot(ids.id(), by, now);
      const sealed = await byStore.findSealed(newKey);
      const { publicKey } = content.recovery;
      const members = content.users.filter((user) => isVouched(content.current, user, key));
      const lost = content.users.some((user) => people.has(user.userId) && !members.includes(user));
      if (lost || publicKey === null || !isRecoveryVouched(content, key))
        throw new Error('somebody would lose their share of the database key');
      if (content.pending !== null) throw new Error('a new key is pending already');
      pendingKey = newKey;
      const slot = members.reduce(
        (left, user) => {
          const active = user.active && people.has(user.userId);
          return withMember(left, { ...user, active }, newKey, ids);
        },
        withRecovery(empty, publicKey, newKey, ids),
      );
      const operatingSystem = content.operatingSystem === 'on' ? sealed : null;
      const copied = save({ ...content, pending: { ...slot, operatingSystem } });
      // With only one good keyring left, one bad sector more would cost the office its database.
      if (!copied) throw new Error("the keyring's copy could not be written");
    },
    isRekeyPending: () => content.pending !== null,
    endRekey(outcome) {
      if (content.pending === null) return;
      save(outcome === 'new' ? promoted(content) : { ...content, pending: null });
      pendingKey = null;
    },
    retire() {
      retired = true;
    },
    ...byStore.wraps,
  };
}

const pairContext = (userId: string) => `pair of ${userId}`;
/** What wraps of version 1 were bound to. */
const versionOneContext = (userId: string) => `user ${userId}`;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
