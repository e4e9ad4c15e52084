import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);

/** The database got a new key. Which one is an id; keys are never journalled. Who had it made stands in the envelope. */
export const databaseRekeyed = defineEntryKind({
  kind: 'database-rekeyed',
  chain: 'local',
  v: 1,
  body: z.strictObject({ id: Id }),
});

/** Another printed recovery key opens the database from now on; the one before does not. */
export const recoveryKeyReplaced = defineEntryKind({
  kind: 'recovery-key-replaced',
  chain: 'local',
  v: 1,
  body: z.strictObject({ id: Id }),
});

/** Whether the store of the operating system may open the database without a sign-in. */
export const keyStoreSet = defineEntryKind({
  kind: 'key-store-set',
  chain: 'local',
  v: 1,
  body: z.strictObject({ use: z.enum(['on', 'off']) }),
});
