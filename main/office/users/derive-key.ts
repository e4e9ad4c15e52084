import { argon2id } from 'hash-wasm';
import type { PasswordCost } from './sealing.ts';

/** Turns a password into a 32-byte key, wherever that is done. */
export type DeriveKey = (password: string, salt: Uint8Array, cost: PasswordCost) => Promise<Uint8Array>;

/**
 * A 32-byte key from a password, on the caller's thread. The password is normalised (NFC) because input methods differ
 * between counters.
 */
export const keyFromPassword: DeriveKey = (password, salt, cost) =>
  argon2id({
    password: password.normalize('NFC'),
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
