import { DEVICE_PATH, DEVICE_SOCKET_PATH, SOCKET_PATH, type TramBridge } from '#shared/host/index.ts';

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

/**
 * Fetches the token of a device that was just let in: the page comes again, with its cookie. In a window of Electron's
 * hall the host fetches and keeps it; where the claim was good no more, the page shows how to pair.
 */
export function enterAsDevice(
  claim: string,
  host: { tram?: TramBridge; location: Pick<Location, 'assign' | 'reload'> },
): void {
  const { tram, location } = host;
  if (tram?.enterAsDevice === undefined) {
    location.assign(`${DEVICE_PATH}/?claim=${encodeURIComponent(claim)}`);
    return;
  }
  const reload = () => location.reload();
  tram.enterAsDevice(claim).then(reload, reload);
}
