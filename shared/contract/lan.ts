import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import { DeviceKind } from './roles.ts';

const id = WellFormedText.min(1).max(50);

/** A device that was let in. */
export const PairedDevice = z.object({
  id: z.string(),
  kind: DeviceKind,
  name: z.string(),
  /** Office time. */
  pairedAt: z.string(),
  /** When it last came or went; null: it has not fetched its token yet. */
  lastSeenAt: z.string().nullable(),
  /** Whether it is connected now. */
  live: z.boolean(),
  /** It has no way in any more: it never came for its token, or the data was restored from a copy. */
  mustPairAgain: z.boolean(),
});
export type PairedDevice = z.infer<typeof PairedDevice>;

/** The one pairing that goes on. */
export const PairingNow = z.object({
  id: z.string(),
  kind: DeviceKind,
  name: z.string(),
  /** Null: it was typed, or is dead after too many wrong ones. */
  code: z.string().nullable(),
  /** Office time at which it ends. */
  until: z.string(),
  /** How many wrong codes came, from everywhere. */
  wrongTries: z.int(),
  /** Address from which the last wrong code came; null: none. */
  lastWrongFrom: z.string().nullable(),
  /** Who typed the code and waits to be let in. */
  asker: z.object({ address: z.string(), browser: z.string() }).nullable(),
});
export type PairingNow = z.infer<typeof PairingNow>;

/** The office on its LAN, as an administrator sees it. */
export const LanState = z.object({
  /** This host can open the office to its LAN. */
  possible: z.boolean(),
  /** It was opened here and not closed again. */
  open: z.boolean(),
  /** `failed`: it should be open and is not, because the address or the port is not to be had now. */
  listening: z.enum(['no', 'yes', 'failed']),
  address: z.string(),
  port: z.int(),
  hostName: z.string(),
  /** What it may listen on, apart from every address at once (`0.0.0.0`). */
  hostAddresses: z.array(z.string()),
  /** What devices open; the first one is the best to type. Empty while closed. */
  urls: z.array(z.string()),
  /** Of the office's certificate; null in an office that was never open. */
  certificate: z
    .object({
      /** SHA-256, hex pairs with colons, as browsers show it. */
      fingerprint: z.string(),
      /** SHA-256 of the public key, base64: stays when the certificate is renewed. */
      keyPin: z.string(),
      pem: z.string(),
      ends: z.string(),
    })
    .nullable(),
  devices: z.array(PairedDevice),
  pairing: PairingNow.nullable(),
});
export type LanState = z.infer<typeof LanState>;

export const lan = {
  state: procedure({
    title: 'Mạng nội bộ và máy đã ghép',
    description:
      'Whether the office is open to its LAN, under which certificate, and which devices may come in.',
    access: ['administrator'],
    input: z.object({}),
    output: LanState,
  }),
  open: procedure({
    title: 'Mở cho mạng nội bộ',
    description:
      'Listens on one address of this PC, or on all of them (`0.0.0.0`), by TLS with the office’s own certificate. It opens again by itself after a restart, once somebody has signed in.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ address: WellFormedText.max(45), port: z.int().min(1).max(65_535) }),
    output: LanState,
    errors: ['address-taken'],
  }),
  close: procedure({
    title: 'Đóng với mạng nội bộ',
    description: 'Ends every connection of the LAN. The devices stay paired.',
    access: ['administrator'],
    input: z.object({}),
    output: LanState,
  }),
  beginPairing: procedure({
    title: 'Cấp mã ghép máy',
    description:
      'Makes a code of 8 characters, good for one device and 5 minutes. One at a time: an older one of the same administrator ends, that of another one is in the way. Whoever types wrong codes waits longer and longer; after very many from everywhere the code is dead.',
    access: ['administrator'],
    input: z.object({ kind: DeviceKind, name: WellFormedText.trim().min(1).max(100) }),
    output: LanState,
    errors: ['pairing-running'],
  }),
  cancelPairing: procedure({
    title: 'Hủy mã ghép máy',
    description: 'The code and whoever typed it are dropped.',
    access: ['administrator'],
    input: z.object({ pairing: id }),
    output: LanState,
    errors: ['not-found'],
  }),
  decide: procedure({
    title: 'Cho vào hoặc từ chối máy',
    description:
      'Lets the device in that typed the code, or does not. Only then it gets its token. `digits`: what stands on the device in front of the people; null to refuse.',
    access: ['administrator'],
    input: z.object({ pairing: id, digits: WellFormedText.trim().max(10).nullable() }),
    output: LanState,
    errors: ['not-found', 'confirmation-differs'],
  }),
  revoke: procedure({
    title: 'Gỡ máy',
    description: 'Shuts a device out for good: its connections and the sessions opened at it end at once.',
    access: ['administrator'],
    input: z.object({ device: id }),
    output: LanState,
    errors: ['not-found'],
  }),
  pair: procedure({
    title: 'Gõ mã ghép máy',
    description:
      'A device that is not paired types the code. The answer is the secret of its request, and four digits that it shows for the administrator to type.',
    access: 'anyone',
    reach: 'unpaired',
    input: z.object({ code: WellFormedText.max(50) }),
    output: z.object({ request: z.string(), digits: z.string() }),
    errors: ['pairing-failed', 'too-many-attempts', 'not-allowed'],
  }),
  pairing: procedure({
    title: 'Chờ quản trị viên cho vào',
    description:
      'What became of the request. `claim` fetches the token, once and soon, at the address of the device’s page.',
    access: 'anyone',
    reach: 'unpaired',
    input: z.object({ request: WellFormedText.min(1).max(100) }),
    output: z.discriminatedUnion('state', [
      z.object({ state: z.literal('waiting') }),
      z.object({ state: z.literal('paired'), claim: z.string() }),
      z.object({ state: z.literal('gone') }),
    ]),
  }),
};
