import { randomBytes } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { FlattenedSign, importJWK } from 'jose';
import { containerSha256, type KeyPair } from '#main/parcels/index.ts';
import { CONTAINER_TYPE, type Lease, type ProvinceParcel, type Verdict } from '#shared/exchange/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import type { ExchangeClient } from '../fixtures/exchange-client.ts';
import type { PlainChain, PlainOffice } from '../fixtures/exchange-office.ts';

/** A rule that a server does not keep; the message says where. */
export class RuleBroken extends Error {}

/** Throws where a server does not do what the rule says. */
export function hold(condition: boolean, message: string): asserts condition {
  if (!condition) throw new RuleBroken(message);
}

type ParcelContent = Parameters<PlainOffice['parcel']>[1];

/** What an administrator of the server does by hand, where the run was told how. */
export type Hands = {
  /** Ends a station of the office: it gets no numbers any more (L9). */
  endStation(office: string, station: string): Promise<void>;
  /** Takes in a file from a stick; gives the answer file, null where there is none, and whether it was taken in. */
  importFile(file: Uint8Array): Promise<{ taken: boolean; answer: Uint8Array | null }>;
};

/** An office that was let in by the server under test, and what it knows of it. */
export type Conversation = {
  readonly client: ExchangeClient;
  readonly office: PlainOffice;
  readonly province: string;
  /** `YYYY-MM-DD` at the office. */
  readonly today: string;
  /** Sends what an office would, and holds the answer to what every answer must be (P4, P9, P14, P16). */
  send(content: ParcelContent, key?: KeyPair): Promise<ProvinceParcel>;
  /** Sends bytes that must be refused; gives the code. */
  refused(bytes: Uint8Array, codes: readonly string[]): Promise<string>;
  /** All verdicts on a station so far, over as many parcels as it takes; the last one on each entry holds. */
  verdicts(station: string): Promise<Map<number, Verdict['state']>>;
  /** A chain that begins with a lease of its own, taken as an office takes it. */
  leasedChain(): Promise<{ chain: PlainChain; lease: Lease }>;
  /** The last number of the list of verdicts. */
  lastNumber(): Promise<number>;
  /** Null: nobody told how; what was not looked at then is said with `missed`. */
  readonly hands: Hands | null;
  missed(what: string): void;
};

/** One rule and how a server is held to it. */
export type Rule = { id: string; run(conversation: Conversation): Promise<void> };

/** A container written by hand from what P1 says, so that a tester may sign what no office would. */
export async function containerByHand(
  signed: Uint8Array,
  key: KeyPair,
  header: Record<string, unknown> = {},
): Promise<Uint8Array> {
  const secret: unknown = JSON.parse(key.secret);
  const jws = await new FlattenedSign(signed)
    .setProtectedHeader({
      alg: 'EdDSA',
      b64: false,
      crit: ['b64'],
      kid: key.public.kid,
      typ: CONTAINER_TYPE.replace('application/', ''),
      len: signed.length,
      ...header,
    })
    .sign(await importJWK(secret as Parameters<typeof importJWK>[0], 'EdDSA'));
  const text = Buffer.from(`${jws.protected}..${jws.signature}`, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return new Uint8Array(Buffer.concat([Buffer.from('TMCP\u0001', 'latin1'), length, text, signed]));
}

/** The signed part of a container that holds this payload. */
export function packed(payload: unknown): Uint8Array {
  return new Uint8Array(zstdCompressSync(canonicalJson(payload as Parameters<typeof canonicalJson>[0])));
}

export { containerSha256, randomBytes };
