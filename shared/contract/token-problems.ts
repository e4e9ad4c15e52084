import { z } from 'zod';

/** What can go wrong with a token; a closed list, for helping over the telephone. */
export const TokenProblem = z.enum([
  'addon-missing',
  'module-missing',
  'module-unusable',
  'module-bitness',
  'module-crashed',
  'module-hung',
  'device-not-allowed',
  'device-busy',
  'no-answer',
  'garbled',
  'token-missing',
  'token-removed',
  'pin-wrong',
  'pin-last-try',
  'pin-locked',
  'pin-not-set',
  'pin-length',
  'no-certificate',
  'no-key',
  'key-unsupported',
  'session-ended',
  'refused',
  'internal',
]);
export type TokenProblem = z.infer<typeof TokenProblem>;

/**
 * PIN tries as far as the token tells them. PKCS#11 modules tell flags only (`few`, `last`, `locked`), PIV cards a
 * number.
 */
export const PinState = z.object({
  state: z.enum(['ok', 'few', 'last', 'locked', 'not-set', 'unknown']),
  /** Null: the token tells no number. */
  triesLeft: z.int().nullable(),
});
export type PinState = z.infer<typeof PinState>;
