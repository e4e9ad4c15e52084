import { officeTimestamp } from '#shared/base/index.ts';
import type { LanState } from '#shared/contract/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { endOfCertificate, fingerprintOf, keyPinOf, toPem } from './certificate.ts';
import { allDevices, findLanSettings } from './devices-table.ts';
import { findIdentity } from './identity-table.ts';
import type { PairingView } from './pairing.ts';

/** Offered where nothing was chosen yet. */
const USUAL_PORT = 8443;

/** What an administrator is shown. `now`: what the tables do not say. */
export function lanView(
  db: ReadableDb,
  now: Pick<LanState, 'possible' | 'open' | 'listening' | 'hostName' | 'hostAddresses' | 'urls'> & {
    pairing: PairingView | null;
    isLive(device: string): boolean;
  },
): LanState {
  const { pairing, isLive, ...rest } = now;
  const settings = findLanSettings(db);
  const identity = findIdentity(db);
  return {
    ...rest,
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
    })),
    pairing: pairing === null ? null : { ...pairing, until: officeTimestamp(pairing.until) },
  };
}

/** What devices open, one per address. */
export function urlsOf(addresses: readonly string[], port: number): string[] {
  const suffix = port === 443 ? '' : `:${port}`;
  return addresses.map((one) => `https://${one.includes(':') ? `[${one}]` : one}${suffix}/`);
}
