import { CLOSE_CODES } from '#shared/host/index.ts';
import type { OfficeCore } from '../lifecycle/index.ts';
import type { StationSocket } from '../remote-devices/index.ts';

/** As what a token may serve devices: a paired counter; `closed`: the office is, so that nobody can be looked up. */
export type StationEntry = 'counter' | 'other' | 'unknown' | 'closed';

/** Where the PC of a paired counter comes to serve its own devices. */
export type StationDoor = {
  entryOf(token: string): StationEntry;
  /** Serves it until it closes; ends it where the token is no (longer a) counter's. */
  serve(socket: StationSocket, token: string): void;
};

/** Which station it is says its pairing: what comes over the socket is never asked. */
export function createStationDoor(core: OfficeCore): StationDoor {
  return {
    entryOf(token) {
      if (core.findOpened() === undefined) return 'closed';
      const device = core.lan.findDevice(token);
      if (device === undefined) return 'unknown';
      return device.kind === 'counter' ? 'counter' : 'other';
    },
    serve(socket, token) {
      const device = core.lan.findDevice(token);
      if (device?.kind !== 'counter') {
        socket.close(CLOSE_CODES.revoked);
        return;
      }
      const line = core.stations.attach(device.station, socket);
      const connection = { end: () => line.end(CLOSE_CODES.revoked) };
      core.lan.noteLive(device, connection);
      line.gone.addEventListener('abort', () => core.lan.noteLeft(connection));
    },
  };
}
