import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Base64 = z.base64();

/** A database key sealed with AES-256-GCM: nonce, ciphertext and tag. */
export const Sealed = z.object({ nonce: Base64, ciphertext: Base64, tag: Base64 });
export type Sealed = z.infer<typeof Sealed>;

/** Cost of turning a password into a key; stored beside each wrap so that it can be raised later. */
export const PasswordCost = z.object({
  algorithm: z.literal('argon2id'),
  memoryKiB: z.int().min(8),
  iterations: z.int().min(1),
  parallelism: z.int().min(1),
});
export type PasswordCost = z.infer<typeof PasswordCost>;

const UserWrap = z.object({
  userId: z.string(),
  /** The sign-in name as it is compared: folded, lower case. */
  loginKey: z.string(),
  active: z.boolean(),
  cost: PasswordCost,
  salt: Base64,
  sealed: Sealed,
});
export type UserWrap = z.infer<typeof UserWrap>;

/**
 * What lies beside the database: who can open it. It holds no key in the clear and no personal data but sign-in
 * names, because they are needed before the database can be read.
 */
export const KeyringFile = z.object({
  version: z.literal(1),
  office: z.string(),
  station: z.string(),
  users: z.array(UserWrap),
  recovery: z.object({ salt: Base64, sealed: Sealed }),
  /** The key sealed by the OS store, where that is real. */
  operatingSystem: Base64.nullable(),
});
export type KeyringFile = z.infer<typeof KeyringFile>;

/** Reads the keyring; undefined when the office was never set up here. Throws when the file is damaged. */
export function findKeyringFile(file: string): KeyringFile | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return KeyringFile.parse(JSON.parse(text));
}

/** Replaces the keyring so that a power cut leaves the old or the new one, never a half. */
export function writeKeyringFile(file: string, keyring: KeyringFile): void {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(KeyringFile.parse(keyring), null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  syncDirectory(path.dirname(file));
}

/** Makes a rename durable. Windows can't open folders; NTFS journals the rename itself. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
