import { isIP } from 'node:net';
import { officeTimestamp, oneAfterAnother } from '#shared/base/index.ts';
import type { LanState } from '#shared/contract/index.ts';
import { devicePaired, deviceRevoked, lanChanged } from '#shared/journal/index.ts';
import {
  dnsNames,
  fingerprintOf,
  isCertificateFitting,
  type LanIdentity,
  makeCertificate,
  makeLanKey,
  toPem,
} from './certificate.ts';
import { digestOf, makeSecret } from './codes.ts';
import {
  allDevices,
  findDeviceByDigest,
  findLanSettings,
  forgetTokenInTx,
  type HallDevice,
  keepTokenInTx,
  noteSeenInTx,
} from './devices-table.ts';
import { findIdentity, keepIdentityInTx } from './identity-table.ts';
import { type ApplyOpening, createListening, type LanOpening } from './listening.ts';
import { createLiveDevices, type LiveConnection } from './live.ts';
import { createPairing, type Pairing } from './pairing.ts';
import type { LanPorts, OpenDatabase } from './ports.ts';
import { lanView, urlsOf } from './view.ts';

const EVERY_IPV4 = '0.0.0.0';
const EVERY_ADDRESS = '::';
const LOOK_EVERY_MS = 60_000;
/** A device that comes and goes is written down once in this time. */
const NOTE_SEEN_EVERY_MS = 60_000;

/** A device whose token is good now, and the station it works at. */
export type CallingDevice = { id: string; kind: HallDevice['kind']; name: string; station: string };

export type Where = { address: string; port: number };

/**
 * The office on its LAN: whether it is open, under which certificate, which devices may come in, and who is being let in.
 * It listens on nothing itself: the host does (`attach`). Closed while the database is.
 */
export type Lan = Pick<Pairing, 'ask' | 'stepOf' | 'cancel' | 'refuse'> & {
  /** The device that has this token; undefined when none has, not any more, or nothing is open to look it up in. */
  findDevice(token: string): CallingDevice | undefined;
  /** Whether some device has this token; true where nothing is open to look it up in. */
  isPaired(token: string): boolean;
  /** That connection is this device's; on its revocation it is ended. */
  noteLive(device: CallingDevice, connection: LiveConnection): void;
  noteLeft(connection: LiveConnection): void;
  state(): LanState;
  /** SHA-256 of the present certificate; null where there is none. */
  fingerprint(): string | null;
  /** Rejects with what the host said where it can't be opened; then all is as before. */
  open(where: Where, actor: string): Promise<void>;
  close(actor: string): Promise<void>;
  isAddressHere(address: string): boolean;
  beginPairing: Pairing['begin'];
  /** False: who asked is not there any more. */
  admit(askerId: string, actor: string): boolean;
  /** False: there is no such device. */
  revoke(device: string, actor: string): boolean;
  /**
   * The token of a device that was just let in, once; undefined when there is none to be had for this claim. Throws where
   * it can't be written down; the claim is good then as it was.
   */
  takeToken(claim: string): string | undefined;
  /** The host that listens; returns how it leaves. */
  attach(apply: ApplyOpening): () => void;
  stop(): void;
};

export function createLan(ports: LanPorts): Lan {
  const { clock, ids, network, findOpened, log } = ports;
  const listening = createListening(log);
  const live = createLiveDevices();
  const notedSeen = new Map<string, number>();
  const pairing = createPairing({ clock, ids, onChanged: ports.tell });
  const now = () => officeTimestamp(clock.now());
  let known: { certificate: Uint8Array; fingerprint: string } | null = null;

  /** The names for an address that is listened on. */
  function namesFor(address: string) {
    const hostName = network?.hostName() ?? '';
    const all = network?.addresses() ?? [];
    if (address === EVERY_IPV4) return { hostName, addresses: all.filter((one) => isIP(one) === 4) };
    return { hostName, addresses: address === EVERY_ADDRESS ? all : [address] };
  }

  /** The office's key, made once, with a certificate that fits now. */
  async function identityFor(office: OpenDatabase, address: string): Promise<LanIdentity> {
    const names = namesFor(address);
    const found = findIdentity(office.db);
    if (found !== undefined && isCertificateFitting(found, names, clock)) return found;
    const privateKey = found?.privateKey ?? makeLanKey(ids);
    const identity = { privateKey, certificate: await makeCertificate(ports, privateKey, names) };
    office.db.transaction((tx) => keepIdentityInTx(tx, identity));
    return identity;
  }

  async function openingAt(office: OpenDatabase, { address, port }: Where): Promise<LanOpening> {
    const { key, certificate } = toPem(await identityFor(office, address));
    const names = namesFor(address);
    return { address, port, names: [...dnsNames(names), ...names.addresses], key, certificate };
  }

  /** Where it should be open now; undefined: nowhere. What was opened on another PC is not opened on this one. */
  function findWanted(office: OpenDatabase | undefined): Where | undefined {
    const settings = office === undefined ? undefined : findLanSettings(office.db);
    return settings?.open === true && settings.station === office?.station ? settings : undefined;
  }

  /** One after another: two at once would make two certificates, and the host might get the one that is not kept. */
  const inTurn = oneAfterAnother();

  const isAddressHere = (address: string) =>
    [EVERY_IPV4, EVERY_ADDRESS, ...(network?.addresses() ?? [])].includes(address);

  async function refresh(): Promise<void> {
    const office = findOpened();
    const wanted = findWanted(office);
    const before = listening.state();
    try {
      if (wanted !== undefined && !isAddressHere(wanted.address)) {
        // What listens on it is reached by nobody; it may come back.
        await listening.lose();
        if (listening.state() !== before)
          log.warn('the PC has lost the address at which it is open to its LAN');
        return;
      }
      await listening.set(
        office === undefined || wanted === undefined ? null : await openingAt(office, wanted),
      );
    } catch (error) {
      // Told in `state`; tried again every minute, for an address may come back.
      if (listening.state() !== 'failed')
        log.error('the office could not be made ready for its LAN', { error });
    } finally {
      if (listening.state() !== before) ports.tell();
    }
  }

  const refreshSoon = () => void inTurn(refresh);
  const unsubscribe = ports.onOfficeChanged(() => {
    if (findOpened() === undefined) pairing.clear();
    refreshSoon();
  });
  const timer = setInterval(refreshSoon, LOOK_EVERY_MS);
  timer.unref();

  function opened(): OpenDatabase {
    const office = findOpened();
    if (office === undefined) throw new Error('asked of a closed office');
    return office;
  }

  function record(open: boolean, { address, port }: Where, actor: string): void {
    const { db, journal } = opened();
    db.transaction((tx) =>
      journal.appendInTx(tx, {
        kind: lanChanged,
        actor,
        subject: 'lan',
        body: { open, address, port },
      }),
    );
    ports.tell();
  }

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
    ask: pairing.ask,
    stepOf: pairing.stepOf,
    cancel: pairing.cancel,
    refuse: pairing.refuse,
    beginPairing: pairing.begin,
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
    fingerprint() {
      const office = findOpened();
      const identity = office === undefined ? undefined : findIdentity(office.db);
      if (identity === undefined) return null;
      // Whoever is not let in yet may ask, as often as they like.
      if (known === null || Buffer.compare(known.certificate, identity.certificate) !== 0) {
        known = { certificate: identity.certificate, fingerprint: fingerprintOf(identity.certificate) };
      }
      return known.fingerprint;
    },
    state() {
      const office = opened();
      const wanted = findWanted(office);
      return lanView(office.db, {
        possible: network !== null && listening.attached,
        open: wanted !== undefined,
        listening: wanted === undefined ? 'no' : listening.state(),
        hostName: network?.hostName() ?? '',
        hostAddresses: network?.addresses() ?? [],
        urls: wanted === undefined ? [] : urlsOf(namesFor(wanted.address).addresses, wanted.port),
        pairing: pairing.view(),
        isLive: live.isLive,
      });
    },
    isAddressHere,
    open: (where, actor) =>
      inTurn(async () => {
        try {
          await listening.set(await openingAt(opened(), where));
          record(true, where, actor);
        } catch (error) {
          await refresh();
          throw error;
        }
      }),
    close: (actor) =>
      inTurn(async () => {
        const wanted = findWanted(opened());
        await listening.set(null);
        if (wanted !== undefined) record(false, wanted, actor);
      }),
    admit(askerId, actor) {
      const { db, journal } = opened();
      return pairing.confirm(askerId, ({ kind, name }) => {
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
      });
    },
    revoke(device, actor) {
      const { db, journal } = opened();
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
    takeToken(claim) {
      const office = findOpened();
      if (office === undefined) return undefined;
      const token = pairing.takeClaim(claim, (device) => {
        // Revoked again before it came for its token.
        if (!allDevices(office.db).some(({ id }) => id === device)) return undefined;
        const made = makeSecret(ids);
        try {
          office.db.transaction((tx) => keepTokenInTx(tx, device, digestOf(made), now()));
        } catch (error) {
          log.error('the token of a device could not be written', { error });
          throw error;
        }
        return made;
      });
      if (token !== undefined) ports.tell();
      return token;
    },
    attach(apply) {
      const detach = listening.attach(apply);
      refreshSoon();
      return detach;
    },
    stop() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
