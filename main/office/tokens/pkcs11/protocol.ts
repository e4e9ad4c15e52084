import type { PinState, TokenProblem } from '../token.ts';

/** One certificate as it travels from a module's process. */
export type CertificateSeen = { id: string; der: Uint8Array; hasKey: boolean };

/** A token as its module tells it. `key` names it within the module. */
export type TokenSeen = {
  key: string;
  label: string;
  maker: string;
  model: string;
  serialNumber: string;
  pin: PinState;
  certificates: CertificateSeen[];
};

export type Survey = { slots: number; tokens: TokenSeen[] };

/** What the office asks of a module's process; one at a time. */
export type ModuleTask =
  | { call: 'load'; file: string }
  /** `fresh`: read the certificates again, also of tokens that were read before. */
  | { call: 'list'; fresh: boolean }
  /** One C_Login. The PIN is overwritten here as soon as it is sent, and there when its session ends. */
  | { call: 'open'; key: string; pin: Uint8Array }
  | { call: 'sign'; session: number; certificate: string; digest: Uint8Array }
  | { call: 'close'; session: number };

export type ModuleAnswers = {
  load: { maker: string; description: string };
  list: Survey;
  open: { session: number; certificates: CertificateSeen[] };
  sign: { signature: Uint8Array };
  close: Record<never, never>;
};

export type ModuleRequest = ModuleTask & { id: number };

/** Exactly one for each request. `detail` is for the log: names of return values, never what was sent. */
export type ModuleReply =
  | { id: number; ok: true; value: ModuleAnswers[ModuleTask['call']] }
  | { id: number; ok: false; problem: TokenProblem; detail: string; pin: PinState | null };
