import { isIP } from 'node:net';
import { oneAfterAnother } from '#shared/base/index.ts';
import { lanChanged } from '#shared/journal/index.ts';
import { byLikelihood, likelyAddresses } from './addresses.ts';
import {
  addressesOf,
  dnsNames,
  isCertificateFitting,
  type LanIdentity,
  type LanNames,
  makeCertificate,
  makeLanKey,
  toPem,
} from './certificate.ts';
import { findLanSettings } from './devices-table.ts';
import { findIdentity, keepIdentityInTx } from './identity-table.ts';
import { type ApplyOpening, createListening, type LanOpening } from './listening.ts';
import type { LanPorts, OpenDatabase } from './ports.ts';

const EVERY_IPV4 = '0.0.0.0';
const EVERY_ADDRESS = '::';
const LOOK_EVERY_MS = 60_000;
/** Addresses that a certificate still holds from earlier: a laptop that goes to and fro keeps one certificate. */
const MOST_KEPT_ADDRESSES = 16;

export type Where = { address: string; port: number };

/** Where the office listens, and under which certificate. Nothing is open while the database is closed. */
export type LanDoor = {
  /** Whether there is a host that could listen. */
  isPossible(): boolean;
  isAddressHere(address: string): boolean;
  /** Rejects where it can't be opened, with what the host said; then all is as before. */
  open(where: Where, actor: string): Promise<void>;
  close(actor: string): Promise<void>;
  /** How it stands in this office. `urlAddresses`: what devices may use, the best first. */
  state(office: OpenDatabase): {
    wanted: Where | undefined;
    listening: 'no' | 'yes' | 'failed';
    hostName: string;
    hostAddresses: string[];
    urlAddresses: string[];
  };
  /** Looks again at what should be open, once the office is settled; whatever else is going on ends first. */
  refreshSoon(): void;
  /** The host that listens; returns how it leaves. */
  attach(apply: ApplyOpening): () => void;
  stop(): void;
};

/** `onClosed`: the office is closed, and not for a moment only. */
export function createDoor(ports: LanPorts, onClosed: () => void): LanDoor {
  const { clock, ids, network, findOpened, log } = ports;
  const listening = createListening(log);
  /** Two changes at once would make two certificates, and the host might get the one that is not kept. */
  const inTurn = oneAfterAnother();

  const hostName = () => network?.hostName() ?? '';
  const hostAddresses = () => byLikelihood(network?.addresses() ?? []);
  const isAddressHere = (address: string) =>
    [EVERY_IPV4, EVERY_ADDRESS, ...hostAddresses()].includes(address);

  /** Those of the PC that are reached by listening at `address`. */
  function reachedAt(address: string): (one: { address: string }) => boolean {
    if (address === EVERY_IPV4) return (one) => isIP(one.address) === 4;
    return (one) => address === EVERY_ADDRESS || one.address === address;
  }

  /** What a certificate must hold: not every address that Docker or a VPN makes and takes away again. */
  function neededNames(address: string): LanNames {
    const reached = (network?.addresses() ?? []).filter(reachedAt(address));
    const all = isEvery(address) ? likelyAddresses(reached) : [address];
    return { hostName: hostName(), addresses: all };
  }

  /** The office's key, made once, with a certificate that fits now. */
  async function identityFor(office: OpenDatabase, address: string): Promise<LanIdentity> {
    const names = neededNames(address);
    const found = findIdentity(office.db);
    if (found !== undefined && isCertificateFitting(found, names, clock)) return found;
    const privateKey = found?.privateKey ?? makeLanKey(ids);
    const before = found === undefined || !isEvery(address) ? [] : addressesOf(found.certificate);
    const addresses = [...new Set([...names.addresses, ...before])].slice(
      0,
      Math.max(MOST_KEPT_ADDRESSES, names.addresses.length),
    );
    const certificate = await makeCertificate(ports, privateKey, { ...names, addresses });
    const identity = { privateKey, certificate };
    office.db.transaction((tx) => keepIdentityInTx(tx, identity));
    return identity;
  }

  async function openingAt(office: OpenDatabase, { address, port }: Where): Promise<LanOpening> {
    const { key, certificate } = toPem(await identityFor(office, address));
    // Whoever asks by an address that is not in the certificate was warned, and is let in as far as anybody.
    const addresses = isEvery(address)
      ? byLikelihood((network?.addresses() ?? []).filter(reachedAt(address)))
      : [address];
    const names = [...dnsNames({ hostName: hostName(), addresses }), ...addresses];
    return { address, port, names, key, certificate };
  }

  /** Where it should be open now; undefined: nowhere. What was opened on another PC is not opened on this one. */
  function findWanted(office: OpenDatabase | undefined): Where | undefined {
    const settings = office === undefined ? undefined : findLanSettings(office.db);
    return settings?.open === true && settings.station === office?.station ? settings : undefined;
  }

  async function refresh(): Promise<void> {
    // Another key takes minutes in a large office: that throws no device out.
    await ports.settled();
    const office = findOpened();
    if (office === undefined) onClosed();
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

  let waiting = false;
  /** One that has not begun sees what this one would see. */
  function refreshSoon(): void {
    if (waiting) return;
    waiting = true;
    void inTurn(() => {
      waiting = false;
      return refresh();
    });
  }

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

  const unsubscribe = ports.onOfficeChanged(refreshSoon);
  const timer = setInterval(refreshSoon, LOOK_EVERY_MS);
  timer.unref();

  const isPossible = () => network !== null && listening.attached;

  return {
    isPossible,
    isAddressHere,
    open: (where, actor) =>
      inTurn(async () => {
        if (!isPossible()) throw new Error('there is nothing that could listen');
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
    state(office) {
      const wanted = findWanted(office);
      return {
        wanted,
        listening: wanted === undefined ? 'no' : listening.state(),
        hostName: hostName(),
        hostAddresses: hostAddresses(),
        urlAddresses: wanted === undefined ? [] : [...neededNames(wanted.address).addresses],
      };
    },
    refreshSoon,
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

const isEvery = (address: string) => address === EVERY_IPV4 || address === EVERY_ADDRESS;
