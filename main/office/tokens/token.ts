import type { PinState, TokenKind, TokenProblem } from '#shared/contract/index.ts';

export type { PinState, TokenKind, TokenProblem };

export type TokenCertificate = {
  /** Id of the key pair on its token, hex: names the certificate within the token. */
  id: string;
  /** X.509, DER. */
  der: Uint8Array;
  /** Whether the token has the private key that belongs to it. */
  hasKey: boolean;
};

export type TokenFound = {
  /** Stable while the same token is plugged in anywhere: kind, module or device, serial number. */
  id: string;
  kind: TokenKind;
  label: string;
  maker: string;
  model: string;
  serialNumber: string;
  /** File name of the PKCS#11 module, or the name of the HID device; empty for the software token. */
  through: string;
  pin: PinState;
  /** Readable without a PIN; those behind one appear after it. */
  certificates: TokenCertificate[];
};

/** A token refused or failed. The message names no PIN and is for the log; people get the problem's sentence. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly problem: TokenProblem;
  /** After a PIN was asked; null: not told. */
  readonly pin: PinState | null;

  constructor(problem: TokenProblem, detail: string, pin: PinState | null = null) {
    super(detail);
    this.problem = problem;
    this.pin = pin;
  }
}

/** A token that was let in with its PIN. */
export type TokenSession = {
  /** Certificates that are readable now. */
  certificates: TokenCertificate[];
  /**
   * Signs a SHA-256 digest (32 bytes): RSASSA-PKCS1-v1_5, or ECDSA as DER. Only the digest goes to the token. Throws
   * TokenError; after one the session may be over, and a PIN is never tried again by itself.
   */
  sign(certificateId: string, digest: Uint8Array): Promise<Uint8Array>;
  /** Logs out and forgets the PIN. Idempotent, never throws. */
  close(): Promise<void>;
};

/** One way to reach tokens: a PKCS#11 module, the HID devices, the software token. Each passes the one contract suite. */
export type TokenDriver = {
  kind: TokenKind;
  /** Tokens plugged in now. Throws TokenError when this driver can't look at all. Uses no PIN. */
  list(): Promise<TokenFound[]>;
  /**
   * One PIN, one try: exactly one C_Login or VERIFY, or none when the token is locked or gone. Throws TokenError
   * (`pin-wrong` with what is left, `pin-locked`, `pin-length`, `token-missing`, …). The PIN is text, sent as UTF-8.
   */
  open(tokenId: string, pin: string): Promise<TokenSession>;
  /** Ends its process or lines. Idempotent. */
  close(): Promise<void>;
};
