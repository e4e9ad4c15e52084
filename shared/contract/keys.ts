import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import { Role } from './roles.ts';

/** The administrator's own password once more: a screen left open must not be enough. */
const Password = WellFormedText.min(1).max(200);

/** Who and what can open the database. No key is in it. */
export const KeysState = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      login: z.string(),
      name: z.string(),
      role: Role,
      active: z.boolean(),
      /**
       * `yes`: their password opens the database; `old`: it does, but in the form of an earlier release, which the next
       * sign-in renews; `no`: closed; `new-password-needed`: only a new password would.
       */
      opens: z.enum(['yes', 'old', 'no', 'new-password-needed']),
    }),
  ),
  recovery: z.object({
    /** Office time; null when an earlier release made it. */
    madeAt: z.string().nullable(),
    form: z.enum(['present', 'old']),
  }),
  /** When the database key was made; null when an earlier release made it. */
  keyMadeAt: z.string().nullable(),
  /**
   * The store of the operating system: `on`: opens without a sign-in; `off`: switched off; `absent`: this program has
   * none here; `not-real`: it can't keep a secret on this PC.
   */
  operatingSystem: z.enum(['on', 'off', 'absent', 'not-real']),
  /** Whether the database is getting a new key now. */
  rekeying: z.boolean(),
});
export type KeysState = z.infer<typeof KeysState>;

/** What a re-key tells while it runs (bytes written anew), and at its end. */
export const RekeyStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), total: z.int() }),
  z.object({ kind: z.literal('result'), state: z.enum(['done', 'stopped']) }),
]);
export type RekeyStep = z.infer<typeof RekeyStep>;

/** What opens the database is changed at the PC where it lies: no counter of the LAN shows or decides it. */
export const keys = {
  state: procedure({
    title: 'Ai mở được dữ liệu',
    description: 'Who and what can open the database: people, the recovery key, the OS store.',
    access: ['administrator'],
    input: z.object({}),
    output: KeysState,
  }),
  beginRecoveryKey: procedure({
    title: 'Tạo khóa khôi phục mới',
    description:
      'Makes a recovery key and shows it once. The old one holds until this one is confirmed; a restart forgets it.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ password: Password }),
    output: z.object({ id: z.string(), recoveryKey: z.string() }),
    errors: ['wrong-password', 'too-many-attempts'],
  }),
  confirmRecoveryKey: procedure({
    title: 'Xác nhận khóa khôi phục mới',
    description:
      'The last group of the shown key, typed back: from now on only it opens the database. Repeating it is harmless.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ id: WellFormedText.max(50), lastGroup: WellFormedText.max(50) }),
    output: z.object({}),
    errors: ['not-found', 'wrong-recovery-key'],
  }),
  setOperatingSystem: procedure({
    title: 'Dùng kho khóa của hệ điều hành',
    description: 'Whether the store of the operating system opens the database without a sign-in.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ use: z.enum(['on', 'off']) }),
    output: z.object({}),
    errors: ['key-store-missing'],
  }),
  rekey: procedure({
    title: 'Đổi khóa cơ sở dữ liệu',
    description:
      'Writes the whole database anew under a new random key, telling how far it is. Whoever stops listening while it copies stops it. WebSocket and MessagePort only.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ password: Password }),
    output: eventIterator(RekeyStep),
    errors: ['wrong-password', 'too-many-attempts', 'old-key-wraps', 'copy-running'],
  }),
};
