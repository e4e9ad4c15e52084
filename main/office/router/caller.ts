import type { Access, Reach, SignedInUser } from '#shared/contract/index.ts';
import type { CallingDevice } from '../lan/index.ts';
import { type LiveSession, OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import type { CallContext } from './context.ts';

/** The signed-in person, the station of their session and the open office; given to procedures that need them. */
export type OfficeContext = { user: SignedInUser; station: string; office: OpenOffice; token: string };

/** Who calls: a person, or a kiosk or board that works without one. */
export type Caller = {
  /** For the journal: the id of the person, or of the device. */
  actor: string;
  /** Where the call comes from: a PC with its own devices. */
  station: string;
  office: OpenOffice;
  /** Null: a kiosk or a board. */
  person: OfficeContext | null;
  /** The paired device it comes from; null: a window of this PC. A person may work at a device (a counter). */
  device: CallingDevice | null;
};

/**
 * Who calls a procedure that is not for anyone. Throws `not-set-up`, `locked`, `device-not-paired`, or `signed-out`
 * where a person is missing.
 */
export function findCaller(context: CallContext): Caller {
  const office = context.core.opened();
  const device = requireDevice(context);
  if (device !== null && device.kind !== 'counter') {
    return { actor: device.id, station: device.station, office, person: null, device };
  }
  const { token } = context.connection;
  const session = token === null ? undefined : findSessionHere(context, token);
  if (session === undefined || token === null) throw new OfficeError('signed-out');
  const { user, station } = session;
  return { actor: user.id, station, office, person: { user, station, office, token }, device };
}

/** The device of this connection; null: a window of this PC for people. Throws `device-not-paired`. */
export function requireDevice(context: CallContext): CallingDevice | null {
  if (context.connection.from.device === undefined) return null;
  const device = findDevice(context);
  if (device === undefined) throw new OfficeError('device-not-paired');
  return device;
}

/** The paired device of this connection; undefined where it is none, or none any more. */
export function findDevice({ connection, core }: CallContext): CallingDevice | undefined {
  const token = connection.from.device?.token ?? null;
  const device = token === null ? undefined : core.lan.findDevice(token);
  if (device !== undefined) core.lan.noteLive(device, connection);
  return device;
}

/**
 * The session of a token, where it was opened at this very device, or, on this PC, at none: a token that was taken
 * elsewhere opens nothing here. `idle`: without counting as activity.
 */
export function findSessionHere(
  context: CallContext,
  token: string,
  how: 'active' | 'idle' = 'active',
): LiveSession | undefined {
  const { core } = context;
  const session = core.findIdleSession(token);
  if (session === undefined || session.device !== (findDevice(context)?.id ?? null)) return undefined;
  if (context.connection.from.device !== undefined && session.device === null) return undefined;
  return how === 'idle' ? session : core.findSession(token);
}

/** Whether the person is still signed in, or the device still paired; for streams, which outlast the check at their beginning. */
export function isStillThere(context: CallContext): boolean {
  const { from, token } = context.connection;
  if (from.device !== undefined) {
    const device = findDevice(context);
    if (device === undefined) return false;
    if (device.kind !== 'counter') return true;
  }
  return token !== null && findSessionHere(context, token, 'idle') !== undefined;
}

/** Throws `not-allowed` where the contract does not name the caller. */
export function refuseUnnamed({ person, device }: Caller, access: Exclude<Access, 'anyone'>): void {
  const name = person === null ? device?.kind : person.user.role;
  const named = access === 'signed-in' ? person !== null : access.some((one) => one === name);
  if (!named) throw new OfficeError('not-allowed');
}

const AT_THIS_PC =
  'Việc này chỉ làm được trên máy chính của văn phòng, nơi đặt dữ liệu. Hãy đăng nhập ở máy đó rồi làm lại.';

/** Some of a person's work is done at the PC itself only. Throws `not-allowed`. */
export function refuseAtCounter({ person, device }: Caller, reach: Reach): void {
  if (person === null || device === null || reach !== 'this-pc') return;
  throw new OfficeError('not-allowed', { message: AT_THIS_PC });
}

/** Of what anyone may call, a device may call little. Throws `locked`, `device-not-paired`, `not-allowed`. */
export function refuseOutOfReach(context: CallContext, reach: Reach): void {
  if (context.connection.from.device === undefined || reach === 'unpaired') return;
  context.core.opened();
  const device = requireDevice(context);
  if (reach !== 'counter' || device?.kind !== 'counter') throw new OfficeError('not-allowed');
}
