import { officeTimestamp } from '#shared/base/index.ts';
import { devicePaired, deviceRevoked } from '#shared/journal/index.ts';
import { digestOf, makeSecret } from './codes.ts';
import {
  allDevices,
  findDeviceByDigest,
  forgetTokenInTx,
  type HallDevice,
  keepTokenInTx,
  noteSeenInTx,
} from './devices-table.ts';
import { createLiveDevices, type LiveConnection } from './live.ts';
import type { WantedDevice } from './pairing.ts';
import type { LanPorts, OpenDatabase } from './ports.ts';

/** A device that comes and goes is written down once in this time. */
const NOTE_SEEN_EVERY_MS = 60_000;

/** A device whose token is good now, and the station it works at. */
export type CallingDevice = { id: string; kind: HallDevice['kind']; name: string; station: string };

/** The devices that were let in: their tokens, whether they are connected, and how one is shut out. */
export type PairedDevices = {
  /** The device that has this token; undefined when none has, not any more, or nothing is open to look it up in. */
  findDevice(token: string): CallingDevice | undefined;
  /** Whether some device has this token; true where nothing is open to look it up in. */
  isPaired(token: string): boolean;
  /** That connection is this device's; on its revocation it is ended. */
  noteLive(device: CallingDevice, connection: LiveConnection): void;
  noteLeft(connection: LiveConnection): void;
  isLive(device: string): boolean;
  /** Writes down a device that is let in, and gives its id. */
  admit(office: OpenDatabase, wanted: WantedDevice, actor: string): string;
  /** False: there is no such device. */
  revoke(office: OpenDatabase, device: string, actor: string): boolean;
  /** A token for it, whose hash is kept; undefined where it was shut out meanwhile. Throws where it can't be written. */
  makeToken(office: OpenDatabase, device: string): string | undefined;
};

export function createPairedDevices(ports: LanPorts): PairedDevices {
  const { clock, ids, findOpened, log } = ports;
  const live = createLiveDevices();
  const notedSeen = new Map<string, number>();
  const now = () => officeTimestamp(clock.now());

  function noteSeen(device: string): void {
    const office = findOpened();
    const last = notedSeen.get(device);
    if (office === undefined) return;
    if (last !== undefined && Math.abs(clock.now() - last) < NOTE_SEEN_EVERY_MS) return;
    notedSeen.set(device, clock.now());
    try {
      office.db.transaction((tx) => noteSeenInTx(tx, device, now()));
    } catch (error) {
      // A full disk must not shut a board out.
      log.warn('when a device was seen could not be written', { error });
    }
  }

  return {
    findDevice(token) {
      const office = findOpened();
      const device = office === undefined ? undefined : findDeviceByDigest(office.db, digestOf(token));
      if (office === undefined || device === undefined) return undefined;
      const { id, kind, name, station } = device;
      return { id, kind, name, station: station ?? office.station };
    },
    isPaired(token) {
      const office = findOpened();
      return office === undefined || findDeviceByDigest(office.db, digestOf(token)) !== undefined;
    },
    noteLive({ id }, connection) {
      if (!live.join(id, connection)) return;
      noteSeen(id);
      ports.tell();
    },
    noteLeft(connection) {
      const device = live.leave(connection);
      if (device === undefined) return;
      noteSeen(device);
      ports.tell();
    },
    isLive: live.isLive,
    admit({ db, journal }, { kind, name }, actor) {
      const device = ids.id();
      const station = kind === 'counter' ? ids.id() : null;
      db.transaction((tx) =>
        journal.appendInTx(tx, {
          kind: devicePaired,
          actor,
          subject: device,
          body: { device, kind, name, station },
        }),
      );
      return device;
    },
    revoke({ db, journal }, device, actor) {
      if (!allDevices(db).some(({ id }) => id === device)) return false;
      db.transaction((tx) => {
        forgetTokenInTx(tx, device);
        journal.appendInTx(tx, { kind: deviceRevoked, actor, subject: device, body: { device } });
      });
      ports.onRevoked(device);
      live.endAll(device);
      ports.tell();
      return true;
    },
    makeToken({ db }, device) {
      // Revoked again before it came for its token.
      if (!allDevices(db).some(({ id }) => id === device)) return undefined;
      const made = makeSecret(ids);
      try {
        db.transaction((tx) => keepTokenInTx(tx, device, digestOf(made), now()));
      } catch (error) {
        log.error('the token of a device could not be written', { error });
        throw error;
      }
      return made;
    },
  };
}
