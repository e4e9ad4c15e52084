import type { IncomingMessage } from 'node:http';
import type { DeviceOrigin } from '#office/index.ts';
import { DEVICE_PATH } from '#shared/host/index.ts';
import { headerValues } from './admission.ts';

/** The longest that browsers keep a cookie; each time the device opens its page it begins anew. */
const KEEP_SECONDS = 400 * 24 * 60 * 60;
const MOST_OF_BROWSER = 200;
/** Each of several is looked up; a browser has one, and one that was put beside it. */
const MOST_SHOWN = 4;

/**
 * The token of a paired device in its browser. A cookie that no script can read and that goes to the device's own
 * addresses only: other windows of the same browser are nobody's device, and the device never has their session.
 */
export type DeviceCookie = {
  /** A `Set-Cookie` value that keeps the token. */
  keep(token: string): string;
  /** What the request shows; null: nothing, or something that cannot be a token. */
  read(request: IncomingMessage): string | null;
};

/**
 * `port` is part of the name, because cookies do not tell ports of one host apart. `secure`: by TLS only. `isPaired`: of
 * several cookies of the name (a page at another port or path of this host may have put one there) only the one that some
 * device has counts; where several do, nobody can say whose window it is, and it is nobody's.
 */
export function createDeviceCookie(
  port: number,
  secure: boolean,
  isPaired: (token: string) => boolean,
): DeviceCookie {
  const name = `tram_device_${port}`;
  return {
    keep: (token) =>
      `${name}=${token}; Path=${DEVICE_PATH}; Max-Age=${KEEP_SECONDS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
    read(request) {
      const shown = new Set<string>();
      for (const pair of (request.headers.cookie ?? '').split(';')) {
        const [key = '', value = ''] = pair.trim().split('=');
        if (key === name && /^[\w-]{1,100}$/.test(value)) shown.add(value);
      }
      const tokens = [...shown];
      if (tokens.length <= 1) return tokens[0] ?? null;
      if (tokens.length > MOST_SHOWN) return null;
      const paired = tokens.filter(isPaired);
      return paired.length === 1 ? (paired[0] ?? null) : null;
    },
  };
}

/** Where a device's connection comes from, as the office is told. */
export function deviceOrigin(request: IncomingMessage, cookie: DeviceCookie, overLan: boolean): DeviceOrigin {
  const browser = headerValues(request, 'user-agent')[0] ?? '';
  return {
    token: cookie.read(request),
    address: addressOf(request),
    browser: browser.replace(/[^\x20-\x7e]/g, '').slice(0, MOST_OF_BROWSER),
    overLan,
  };
}

/** The address of the other side; IPv4 as such, also where the socket is one of IPv6. */
export function addressOf(request: Pick<IncomingMessage, 'socket'>): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}
