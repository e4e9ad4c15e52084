import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);

/** A person got an account. Password verifiers and keys are never journalled. */
export const userCreated = defineEntryKind({
  kind: 'user-created',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    id: Id,
    login: z.string().min(1).max(50),
    name: z.string().min(1).max(200),
    role: z.enum(['clerk', 'administrator']),
    counter: z.string().max(50),
  }),
});

/** An account was closed or opened again. */
export const userActiveSet = defineEntryKind({
  kind: 'user-active-set',
  chain: 'local',
  v: 1,
  body: z.strictObject({ id: Id, active: z.boolean() }),
});

/** A person's password was changed, by whom stands in the envelope. */
export const userPasswordSet = defineEntryKind({
  kind: 'user-password-set',
  chain: 'local',
  v: 1,
  body: z.strictObject({ id: Id, by: z.enum(['self', 'administrator', 'recovery-key']) }),
});

/** Sign-ins and -outs are part of the audit trail. */
export const userSignedIn = defineEntryKind({
  kind: 'user-signed-in',
  chain: 'local',
  v: 1,
  body: z.strictObject({ id: Id, host: z.enum(['electron', 'web', 'in-process']) }),
});

export const userSignedOut = defineEntryKind({
  kind: 'user-signed-out',
  chain: 'local',
  v: 1,
  body: z.strictObject({ id: Id }),
});
