import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { CertificateView, ChainView } from './certificates.ts';
import { procedure } from './define.ts';
import { PinState, TokenProblem } from './token-problems.ts';

/** What kind of driver reaches a token. `software`: keys in a file, for training only. */
export const TokenKind = z.enum(['pkcs11', 'hid', 'software']);
export type TokenKind = z.infer<typeof TokenKind>;

/** Keys that sign; a certificate with another one is shown and can't be chosen. */
export const SigningKey = z.enum(['rsa-2048', 'rsa-3072', 'p-256']);
export type SigningKey = z.infer<typeof SigningKey>;

/** Stands in the subject of every certificate for training; what it signed is worth nothing and says so. */
export const TRAINING_MARK = 'CHỨNG THƯ TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ';

/** Why a certificate can't sign now, or soon won't. */
export const CertificateTrouble = z.enum([
  'unreadable',
  'no-key',
  'key-unsupported',
  'not-allowed-to-sign',
  'not-yet-valid',
  'expired',
  'expires-soon',
]);
export type CertificateTrouble = z.infer<typeof CertificateTrouble>;

/** A certificate on a token, for people. */
export const TokenCertificateFacts = z.object({
  /** Names it within its token: the id of its key pair, hex. */
  id: z.string(),
  /** Null: it can't be read. */
  certificate: CertificateView.nullable(),
  /** Whole days until it expires, negative after it; null where it can't be read. */
  daysLeft: z.int().nullable(),
  /** Whether it can sign now. Trust is another question: see `chain`. */
  usable: z.boolean(),
  /** In Vietnamese, with what to do; `expires-soon` alone leaves it usable. */
  troubles: z.array(z.object({ trouble: CertificateTrouble, detail: z.string() })),
  chain: ChainView,
  /** For training only: what it signs has no legal value and says so. */
  training: z.boolean(),
  /** The certificate itself, DER in base64. */
  der: z.string(),
});
export type TokenCertificateFacts = z.infer<typeof TokenCertificateFacts>;

export const TokenPlugged = z.object({
  /** Stable while the same token is plugged in anywhere. */
  id: z.string(),
  kind: TokenKind,
  label: z.string(),
  maker: z.string(),
  model: z.string(),
  serialNumber: z.string(),
  /** File name of the PKCS#11 module, or the name of the HID device; empty for the software token. */
  through: z.string(),
  pin: PinState,
  /** In Vietnamese: what is known of the tries left. */
  pinDetail: z.string(),
  /** Readable without a PIN; those behind one come with the session. */
  certificates: z.array(TokenCertificateFacts),
});
export type TokenPlugged = z.infer<typeof TokenPlugged>;

/** A way to tokens that can't be used now. */
export const TokenTrouble = z.object({
  kind: TokenKind,
  /** Module file or device; empty where it is about all of a kind. */
  through: z.string(),
  problem: TokenProblem,
  /** In Vietnamese: what is wrong and what to do. */
  detail: z.string(),
});
export type TokenTrouble = z.infer<typeof TokenTrouble>;

export const TokensNow = z.object({
  /** The PC where they are plugged in. */
  station: z.string(),
  tokens: z.array(TokenPlugged),
  troubles: z.array(TokenTrouble),
  /** In Vietnamese: why this PC can't have any, and what to do; absent where it can. */
  none: z.string().optional(),
});
export type TokensNow = z.infer<typeof TokensNow>;

/** A module's file: a whole path, nothing that could be an option. */
export const ModulePath = WellFormedText.trim()
  .min(3)
  .max(400)
  .regex(/^(\/|[A-Za-z]:\\)[^\p{Cc}]*\.(so|dll|dylib)(\.[0-9.]+)?$/iu);

export const TokenSettings = z.object({
  /** PKCS#11 modules besides those that are known by name, in the order in which they are tried. */
  modules: z.array(ModulePath).max(10),
  /** Whether the modules known by name are looked for. */
  knownModules: z.boolean(),
  /** Whether the token for training is offered. */
  software: z.boolean(),
});
export type TokenSettings = z.infer<typeof TokenSettings>;

/** One thing the doctor looked at. */
export const TokenFinding = z.object({
  /** `addon`: what talks to modules at all; `module`: one file; `hid`: the USB devices; `software`: training. */
  subject: z.enum(['addon', 'module', 'hid', 'software']),
  name: z.string(),
  /** Where it was looked for or found; empty where that says nothing. */
  path: z.string(),
  verdict: z.enum(['ok', 'nothing', 'trouble']),
  problem: TokenProblem.nullable(),
  /** In Vietnamese: what was found, or the cause and what to do. */
  detail: z.string(),
  /** Readers or slots, and tokens in them; null where it did not come so far. */
  slots: z.int().nullable(),
  tokens: z.int().nullable(),
});
export type TokenFinding = z.infer<typeof TokenFinding>;

/** A PIN on its way to its token: never stored, logged or sent anywhere else. */
export const Pin = WellFormedText.min(1).max(64);

const id = WellFormedText.max(300);
const people = ['clerk', 'administrator'] as const;

export const tokens = {
  list: procedure({
    title: 'USB ký số đang cắm',
    description:
      'Tokens plugged into the PC of the person who asks (the main PC, or their counter where it runs a station), with their certificates and PIN state. Uses no PIN.',
    access: people,
    input: z.object({
      /** Look anew now, also at modules that failed before. */
      fresh: z.boolean(),
    }),
    output: TokensNow,
  }),
  openSession: procedure({
    title: 'Mở USB ký số bằng mã PIN',
    description:
      'Uses exactly one try of the PIN. At the last try it is refused unless `confirmLastTry`. The session ends by closing, two minutes after its last use, with the sign-in, or when the token goes.',
    access: people,
    reach: 'this-pc',
    input: z.object({ token: id, pin: Pin, confirmLastTry: z.boolean() }),
    output: z.object({ session: z.string(), token: TokenPlugged }),
    errors: ['token-missing', 'token-failed', 'pin-wrong', 'pin-locked', 'pin-last-try'],
  }),
  adoptSession: procedure({
    title: 'Dùng USB ký số vừa mở ở quầy',
    description:
      'Takes over a session that was opened with its PIN at the PC of this counter: from then on the office sends it digests. Its id here is another one. It ends as a session of this PC does, and with the connection of that PC.',
    access: people,
    input: z.object({ session: id }),
    output: z.object({ session: z.string(), token: TokenPlugged }),
    errors: ['session-ended'],
  }),
  closeSession: procedure({
    title: 'Đóng USB ký số',
    description: 'Logs out of the token and forgets the PIN; nothing where it has ended already.',
    access: people,
    input: z.object({ session: id }),
    output: z.object({}),
  }),
  testSignature: procedure({
    title: 'Ký thử',
    description: 'Signs random bytes and checks the signature with the certificate; nothing is kept.',
    access: ['administrator'],
    input: z.object({ session: id, certificate: id }),
    output: z.object({
      /** Whether the certificate confirms the signature. */
      verified: z.boolean(),
      key: SigningKey,
      milliseconds: z.int(),
    }),
    errors: ['token-missing', 'token-failed', 'session-ended'],
  }),
  settings: procedure({
    title: 'Thiết lập USB ký số',
    description: 'Modules that are tried besides the known ones, and the token for training.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({
      settings: TokenSettings,
      /** Names of the modules that are known, in the order in which they are tried. */
      known: z.array(z.object({ file: z.string(), issuer: z.string() })),
    }),
  }),
  change: procedure({
    title: 'Đổi thiết lập USB ký số',
    description: 'Replaces the settings as a whole; recorded. Sessions that are open end.',
    access: ['administrator'],
    reach: 'this-pc',
    input: TokenSettings,
    output: TokensNow,
  }),
  doctor: procedure({
    title: 'Khám USB ký số',
    description: 'Tries every way to a token and tells the exact cause. Uses no PIN.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({}),
    output: z.object({ findings: z.array(TokenFinding) }),
  }),
};
