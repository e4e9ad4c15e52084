import type { SecretStore } from '../ports.ts';
import { eachSlot, type KeyringFile, type KeySlot } from './keyring-content.ts';
import type { DatabaseKeys } from './keyring-types.ts';

/**
 * `on`: sealed, and opens for this account of this PC; `off`: switched off by an administrator; `absent`: this host has
 * no store; `not-real`: there is one, but it can't keep a secret here.
 */
export type OperatingSystemState = 'on' | 'off' | 'absent' | 'not-real';

/** The database key in the OS store. It belongs to one account of one PC: everywhere else the passwords open. */
export type OperatingSystemWraps = {
  /** By the OS store; undefined where there is none or it can't (another account, another PC). */
  findByOperatingSystem(): Promise<DatabaseKeys | undefined>;
  /** Seals the key anew where what is sealed does not open here (lost profile, other PC). True when it was needed. */
  healOperatingSystem(key: Uint8Array): Promise<boolean>;
  /** Switches the store on or off for this database; false where it can't be switched on. */
  setOperatingSystem(use: 'on' | 'off', key: Uint8Array): Promise<boolean>;
  operatingSystemState(): Promise<OperatingSystemState>;
};

/** The part of the keyring that talks to the OS store; what it may read and write of the keyring is passed in. */
export function createOperatingSystemWraps(ring: {
  secrets: SecretStore | null;
  content(): KeyringFile;
  save(next: KeyringFile): void;
  keyOf(slot: KeySlot, key: Uint8Array): Uint8Array;
}): { wraps: OperatingSystemWraps; findSealed(key: Uint8Array): Promise<string | null> } {
  const { secrets, content } = ring;

  async function findSealed(key: Uint8Array): Promise<string | null> {
    try {
      return secrets === null ? null : Buffer.from(await secrets.seal(key)).toString('base64');
    } catch {
      // Not every desktop has a real store; the passwords and the recovery key still open the database.
      return null;
    }
  }

  async function findOpened(slot: KeySlot | null): Promise<Uint8Array | undefined> {
    if (secrets === null || slot === null || slot.operatingSystem === null) return undefined;
    try {
      return await secrets.open(new Uint8Array(Buffer.from(slot.operatingSystem, 'base64')));
    } catch {
      return undefined;
    }
  }

  async function seal(key: Uint8Array, use: KeyringFile['operatingSystem']): Promise<boolean> {
    const before = content();
    const sealed = new Map<string, string | null>();
    for (const slot of [before.current, before.pending]) {
      if (slot !== null) sealed.set(slot.id, await findSealed(ring.keyOf(slot, key)));
    }
    if (sealed.get(before.current.id) === null) return false;
    ring.save(
      eachSlot({ ...content(), operatingSystem: use }, (slot) => ({
        ...slot,
        operatingSystem: sealed.get(slot.id) ?? slot.operatingSystem,
      })),
    );
    return true;
  }

  const wraps: OperatingSystemWraps = {
    async findByOperatingSystem() {
      const key = await findOpened(content().current);
      const pendingKey = await findOpened(content().pending);
      // Without both nobody knows whether this one still opens the file: a sign-in will.
      if (key === undefined || (pendingKey === undefined && content().pending !== null)) return undefined;
      return { key, pendingKey: pendingKey ?? null };
    },
    async healOperatingSystem(key) {
      if (secrets === null || content().operatingSystem === 'off') return false;
      const opened = await findOpened(content().current);
      if (opened !== undefined && Buffer.from(opened).equals(key)) return false;
      // Switched off while it was looked at: that holds.
      return content().operatingSystem === 'on' && (await seal(key, 'on'));
    },
    async setOperatingSystem(use, key) {
      if (use === 'on') return seal(key, 'on');
      ring.save(
        eachSlot({ ...content(), operatingSystem: 'off' }, (slot) => ({ ...slot, operatingSystem: null })),
      );
      return true;
    },
    async operatingSystemState() {
      if (secrets === null) return 'absent';
      if (content().operatingSystem === 'off') return 'off';
      return (await findOpened(content().current)) === undefined ? 'not-real' : 'on';
    },
  };
  return { wraps, findSealed };
}
