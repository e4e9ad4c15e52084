/** A call to the province. `budget`: bytes a second that may be sent, null: no limit. */
export type WireCall = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: Uint8Array;
  readonly budget: number | null;
  readonly signal: AbortSignal;
  /** Told how many bytes of the body have left. */
  readonly onSent?: (bytes: number) => void;
};

/** What came back, whoever sent it. */
export type WireReply = {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
  /** From its first byte to its last, milliseconds; not said: none. */
  readonly tookMs?: number;
};

/**
 * - `unreachable`: nobody answers (no network, no such name, refused). `silent`: connected, then nothing more (a dead
 *   VPN, a half-open line). `cut`: the line broke in the middle. `too-much`: an answer larger than any of ours.
 */
export type LineFault = 'unreachable' | 'silent' | 'cut' | 'too-much' | 'stopped';

/** A call that had no answer. */
export class LineBroken extends Error {
  readonly fault: LineFault;
  /** As the operating system calls it, `ECONNREFUSED`; empty where it says nothing. */
  readonly detail: string;
  constructor(fault: LineFault, detail = '') {
    super(`${fault}${detail === '' ? '' : `: ${detail}`}`);
    this.fault = fault;
    this.detail = detail;
  }
}

/** A file to be sent, resumable. Resolves when the province has all of it. */
export type UploadCall = {
  readonly endpoint: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** Where a begun upload goes on; null: a new one. */
  readonly upload: string | null;
  readonly token: () => Promise<string>;
  readonly budget: number | null;
  readonly signal: AbortSignal;
  readonly onBegun: (upload: string) => void;
  readonly onSent: (bytes: number) => void;
};

/** The line to the province. */
export type Transport = {
  /** Rejects with LineBroken. Never follows a redirect, never goes through a proxy. */
  call(call: WireCall): Promise<WireReply>;
  /** Rejects with LineBroken, or UploadRefused where the province does not take it. */
  upload(call: UploadCall): Promise<void>;
  close(): void;
};

/** The province does not take a file; `status` as it said. */
export class UploadRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`an upload was refused with ${status}`);
    this.status = status;
  }
}
