import { DEVICE_PATH, DEVICE_SOCKET_PATH, SOCKET_PATH } from '#shared/host/index.ts';

/**
 * Whether this window is a device's: of the LAN, or a kiosk or board of this PC. Its right to come in is a cookie for
 * the device's own addresses, which no script can read; here nothing of it is kept.
 */
export function isDeviceWindow(location: Pick<Location, 'pathname'>): boolean {
  return location.pathname === DEVICE_PATH || location.pathname.startsWith(`${DEVICE_PATH}/`);
}

/** Where this window's WebSocket is. */
export function socketPathOf(location: Pick<Location, 'pathname'>): string {
  return isDeviceWindow(location) ? DEVICE_SOCKET_PATH : SOCKET_PATH;
}

/** Fetches the token of a device that was just let in: the page comes again, with its cookie. */
export function enterAsDevice(claim: string, location: Pick<Location, 'assign'>): void {
  location.assign(`${DEVICE_PATH}/?claim=${encodeURIComponent(claim)}`);
}
