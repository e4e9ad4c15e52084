import { MAX_CONTAINER_BYTES } from '#shared/exchange/index.ts';

/** The figures of a server; a test may set its own. */
export type Limits = Readonly<Record<keyof typeof LIMITS, number>>;

/** How much one caller may ask of a server of the province. */
export const LIMITS = {
  /** Bytes of all request headers together. */
  headerBytes: 16 * 1024,
  /** Milliseconds for a caller to finish its headers. */
  headersTimeoutMs: 15_000,
  /** Milliseconds for a whole request: the largest container over a line of 64 kbit/s takes nine minutes. */
  requestTimeoutMs: 30 * 60_000,
  /** Milliseconds without a byte after which a body is given up: while it is on its way it holds room for all of itself. */
  bodyIdleMs: 15_000,
  keepAliveMs: 75_000,
  /** Open TCP connections of one instance. */
  connections: 4_096,
  /** A body above the largest container is still read so far, so that its refusal can be signed. */
  containerBytes: 2 * MAX_CONTAINER_BYTES,
  /**
   * Bytes of bodies that are on their way in: of one instance, and of one address. An office's parcel is some hundred
   * kilobytes; behind a proxy that is not named (`--trust-proxy`) all offices are one address.
   */
  bodiesTogether: 1024 * 1024 * 1024,
  bodiesByAddress: 256 * 1024 * 1024,
  /** Containers that one instance works on at a time, and that wait for it; what is beyond is told to come again. */
  working: 8,
  waiting: 256,
  /** Seconds after which it may; offices add chance of their own. */
  busySeconds: 5,
} as const;
