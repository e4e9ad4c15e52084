/** How much one browser may ask of the host; a desk uses a small part of each. */
export const LIMITS = {
  /** Bytes of all request headers together. */
  headerBytes: 16 * 1024,
  /** Milliseconds for a client to finish its headers. */
  headersTimeoutMs: 10_000,
  /** Milliseconds for a whole request. */
  requestTimeoutMs: 15_000,
  /** Milliseconds an idle connection is kept. */
  keepAliveMs: 5_000,
  /** How often the three above are checked. */
  checkEveryMs: 2_000,
  /** Open TCP connections, WebSockets included. */
  connections: 128,
  /** Open WebSockets of people. */
  sockets: 32,
  /** Of paired devices: windows of this PC that are a kiosk or a board. They take no place of people's windows. */
  deviceSockets: 16,
  /** Of one device: the windows of a counter's browser. The others keep their places whatever it does. */
  socketsPerDevice: 16,
  /**
   * Of devices that show no pairing: those that wait to be paired, and whoever else connects. By address: a hall of ten
   * counters behind one router waits at once when a copy was restored.
   */
  unpairedSockets: 48,
  unpairedSocketsPerAddress: 12,
  /** Milliseconds such a one is kept. */
  unpairedMs: 10 * 60_000,
  /** Bytes of one message from it. */
  unpairedMessageBytes: 16 * 1024,
  /** The same over the LAN: kiosks, boards and counters of one office. */
  lanConnections: 512,
  lanSockets: 64,
  /**
   * Of one address of the LAN: ten counters behind one router that come back after a power cut load their pages over six
   * connections each, besides their two sockets.
   */
  connectionsPerAddress: 128,
  /**
   * What whoever is not paired may do at once, by address, and how often a second from then on; all addresses together so
   * many times as much. A page that waits to be paired calls once in 1.5 s; a flood takes the office's time from the
   * desks. Connections and pages are counted before anybody can show a pairing.
   */
  unpairedCalls: 1_000,
  unpairedCallsPerSecond: 10,
  newConnections: 300,
  newConnectionsPerSecond: 10,
  lanRequests: 1_000,
  lanRequestsPerSecond: 30,
  addressesTogether: 4,
  /** Bytes of one message from a screen, and of one body from a program. */
  messageBytes: 2 * 1024 * 1024,
  /** Bytes a screen may leave unread before it is cut off. */
  unreadBytes: 32 * 1024 * 1024,
  /** Between two signs of life asked of a screen; one missed and it is cut off. */
  heartbeatMs: 30_000,
  /** Browsers let in during one start; the oldest has to open the address again. */
  cookies: 64,
  /** Milliseconds for a browser that this host opened to fetch its first page. */
  oneUseMs: 120_000,
} as const;

/** The same with other figures, for tests. */
export type Limits = { [Name in keyof typeof LIMITS]: number };
