/**
 * What a host and a screen agree on before the contract can be spoken: how a screen gets its transport.
 * No dependency at all, because the sandboxed preload script carries a copy of this file.
 *
 * Browser host: a WebSocket to `SOCKET_PATH` on the page's own origin; the start cookie lets it in.
 * Electron host: `window.tram.connect()` asks for a MessagePort; it arrives as a `message` event of the page's own
 * window, `{ data: PORT_MESSAGE, ports: [port] }`, with `event.source === window` and `event.origin === location.origin`.
 * A port that comes unasked replaces the one in use: the office process was started anew.
 */

/** Path of the WebSocket of the browser host. */
export const SOCKET_PATH = '/rpc';

/**
 * Pages of a device lie below this path, on the LAN and on this PC: a window here is a kiosk, a board or a counter of the
 * LAN, with the rights of its pairing, whoever else is let in at this browser.
 */
export const DEVICE_PATH = '/device';

/** Path of a device's WebSocket. */
export const DEVICE_SOCKET_PATH = '/device/rpc';

/** Path of the WebSocket at which the PC of a counter serves its own devices to the office, on the LAN only. */
export const STATION_SOCKET_PATH = '/device/station';

/**
 * Only the PC of a counter answers here, for pages on that PC: `StationInfo`. The office's own door to the LAN answers with
 * no JSON at this path, so whoever gets no such answer is served by no station.
 */
export const STATION_INFO_PATH = '/device/station-info';

/** Whether tokens of this PC can be opened at `TOKEN_SESSION_PATH`. */
export type StationInfo = { station: true; tokens: boolean };

/** Where a page at the PC of a counter sends a PIN, by POST. It is answered there and never handed on to the office. */
export const TOKEN_SESSION_PATH = '/device/token-session';

/** The address that people type on a device that is to be paired; it leads to its page. */
export const PAIR_PATH = '/pair';

/** `data` of the window message that carries a fresh MessagePort. */
export const PORT_MESSAGE = 'tram:port';

/**
 * Why a host closed a WebSocket; a screen reconnects after each. A refused upgrade shows in a browser as 1006 only:
 * when `fetch('/')` then answers 401, the start cookie is no longer known and the address must be opened anew.
 */
export const CLOSE_CODES = {
  /** The host is shutting down. */
  goingAway: 1001,
  /** The device was shut out: what it shows next is how it can be paired again. */
  revoked: 4401,
  /** A message was larger than the host takes (2 MiB); sending it again is of no use. */
  tooBig: 1009,
  /** A device sent what no screen sends. */
  misused: 1008,
} as const;

/** What the Electron preload exposes as `window.tram`; absent in a browser. */
export type TramBridge = {
  /**
   * Asks for a new MessagePort to the office; resolves once it was posted to the window. Rejects when the office
   * cannot be started. A port asked for earlier stays valid until the office ends.
   */
  connect(): Promise<void>;
  /**
   * In a window of the hall only (kiosk, board): exchanges the claim of a device that was let in for its token, which
   * stays with the host. Resolves also when the claim was good no more; the page loads itself again either way.
   */
  enterAsDevice?(claim: string): Promise<void>;
};
