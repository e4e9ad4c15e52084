import { officeTimestamp } from '#shared/base/index.ts';
import type { LanState } from '#shared/contract/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { endOfCertificate, fingerprintOf, keyPinOf, toPem } from './certificate.ts';
import { allDevices, findLanSettings } from './devices-table.ts';
import type { LanDoor } from './door.ts';
import { findIdentity } from './identity-table.ts';
import type { PairingView } from './pairing.ts';

/** Offered where nothing was chosen yet. */
const USUAL_PORT = 8443;

/** What an administrator is shown. `now`: what the tables do not say. */
export function lanView(
  db: ReadableDb,
  now: {
    possible: boolean;
    door: ReturnType<LanDoor['state']>;
    pairing: PairingView | null;
    isLive(device: string): boolean;
    isExpected(device: string): boolean;
  },
): LanState {
  const { possible, pairing, isLive, isExpected } = now;
  const { wanted, listening, hostName, hostAddresses, urlAddresses } = now.door;
  const settings = findLanSettings(db);
  const identity = findIdentity(db);
  return {
    possible,
    open: wanted !== undefined,
    listening,
    hostName,
    hostAddresses,
    urls: wanted === undefined ? [] : urlsOf(urlAddresses, wanted.port),
    address: settings?.address ?? '',
    port: settings?.port ?? USUAL_PORT,
    certificate:
      identity === undefined
        ? null
        : {
            fingerprint: fingerprintOf(identity.certificate),
            keyPin: keyPinOf(identity.certificate),
            pem: toPem(identity).certificate,
            ends: officeTimestamp(endOfCertificate(identity.certificate)),
          },
    devices: allDevices(db).map(({ station: _station, ...device }) => ({
      ...device,
      live: isLive(device.id),
      // It has no token, and will not come for one: not fetched in time, or forgotten with a copy that was restored.
      mustPairAgain: device.lastSeenAt === null && !isExpected(device.id),
    })),
    pairing: pairing === null ? null : { ...pairing, until: officeTimestamp(pairing.until) },
  };
}

/** What devices open, one per address. */
export function urlsOf(addresses: readonly string[], port: number): string[] {
  const suffix = port === 443 ? '' : `:${port}`;
  return addresses.map((one) => `https://${one.includes(':') ? `[${one}]` : one}${suffix}/`);
}
