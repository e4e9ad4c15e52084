import { fingerprint, type KeyPair, type KnownKey, makeKeyPair } from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import type { PublicKey } from '#shared/exchange/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { findKey, forgetKeysInTx, type KeptKey, keepKeyInTx, keysOf } from './keys-table.ts';

const DAY_MS = 86_400_000;
/** A desk's clock may be wrong by months, and the province measures a key's time by its own. */
const BEFORE_MS = 400 * DAY_MS;
const VALID_MS = 3 * 365 * DAY_MS;
/** A person is told so long before the end. */
export const KEY_NEARLY_OVER_MS = 60 * DAY_MS;

export type OfficeKeys = { sign: KeyPair; encrypt: KeyPair };

/** New keys of the office. `now`: milliseconds since 1970. */
export function makeOfficeKeys(now: number): OfficeKeys {
  const times = { validFrom: officeTimestamp(now - BEFORE_MS), validTo: officeTimestamp(now + VALID_MS) };
  return { sign: makeKeyPair('sign', times), encrypt: makeKeyPair('encrypt', times) };
}

export function keepOfficeKeysInTx(
  tx: WritableDb,
  keys: OfficeKeys,
  state: 'waiting' | 'coming',
  now: number,
): void {
  forgetKeysInTx(tx, state);
  for (const pair of [keys.sign, keys.encrypt]) {
    const { use } = pair.public;
    keepKeyInTx(tx, { owner: 'office', use, state, public: pair.public, secret: pair.secret }, now);
  }
}

/** The office's keys in a state; undefined where there are none. */
export function findOfficeKeys(db: ReadableDb, state: KeptKey['state']): OfficeKeys | undefined {
  const kept = keysOf(db, 'office').filter((key) => key.state === state);
  const pairOf = (use: PublicKey['use']): KeyPair | undefined => {
    const key = kept.find((one) => one.use === use);
    return key === undefined || key.secret === null ? undefined : { public: key.public, secret: key.secret };
  };
  const [sign, encrypt] = [pairOf('sign'), pairOf('encrypt')];
  return sign === undefined || encrypt === undefined ? undefined : { sign, encrypt };
}

/** A pinned key of the province; one that it no longer lists is revoked. */
export function findProvinceKey(db: ReadableDb, kid: string): KnownKey | undefined {
  const key = findKey(db, kid);
  if (key === undefined || key.owner !== 'province') return undefined;
  return key.state === 'present' ? key.public : { ...key.public, revoked: true };
}

/** The key of the province that is used now for `use`: of those that are valid, the one that is longest so. */
export function provinceKeyFor(db: ReadableDb, use: PublicKey['use']): PublicKey | undefined {
  return keysOf(db, 'province')
    .filter((key) => key.state === 'present' && key.use === use)
    .map((key) => key.public)
    .sort((left, right) => (left.validFrom < right.validFrom ? -1 : 1))[0];
}

/** Pins what the province lists now; what it does not list any more is used no longer (P3). */
export function pinProvinceKeysInTx(tx: WritableDb, keys: readonly PublicKey[], now: number): void {
  const listed = new Set(keys.map((key) => key.kid));
  for (const known of keysOf(tx, 'province')) {
    if (!listed.has(known.public.kid)) keepKeyInTx(tx, { ...known, state: 'past' }, now);
  }
  for (const key of keys) {
    keepKeyInTx(tx, { owner: 'province', use: key.use, state: 'present', public: key, secret: null }, now);
  }
}

/** The secret of a key of ours, also of one that is no longer used: what was sealed to it may still be on its way. */
export function findSecret(db: ReadableDb, kid: string): string | undefined {
  const key = findKey(db, kid);
  return key?.owner === 'office' && key.use === 'encrypt' ? (key.secret ?? undefined) : undefined;
}

/** As people read it to each other; empty where there is no such key. */
export function fingerprintOf(key: PublicKey | undefined): string {
  return key === undefined ? '' : fingerprint(key);
}
