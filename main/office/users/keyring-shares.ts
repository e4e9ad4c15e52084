import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Ids } from '#shared/base/index.ts';
import { findUnsealedFrom, sealTo } from './key-pairs.ts';
import type { KeyringFile, KeySlot, UserWrap } from './keyring-content.ts';

const userContext = (slot: KeySlot, userId: string) => `${slot.id} user ${userId}`;
const recoveryContext = (slot: KeySlot) => `${slot.id} recovery`;
const userHolder = (userId: string) => `user ${userId}`;
const RECOVERY = 'recovery';

/**
 * Takes a person into a key's slot whose public key is known to be theirs. The database key vouches for it: whoever can
 * write into the keyring but not open it could otherwise put their own in its place and wait for the next re-key. A
 * closed account is vouched for and gets no share.
 */
export function withMember(slot: KeySlot, user: UserWrap, key: Uint8Array, ids: Ids): KeySlot {
  const without = withoutMember(slot, user.userId);
  if (user.publicKey === null) return without;
  const vouched = {
    ...without.vouched,
    [userHolder(user.userId)]: vouch(slot, userHolder(user.userId), user.publicKey, key),
  };
  if (!user.active) return { ...without, vouched };
  const share = sealTo(bytesOf(user.publicKey), key, userContext(slot, user.userId), ids);
  return { ...without, vouched, users: { ...without.users, [user.userId]: share } };
}

export function withoutMember(slot: KeySlot, userId: string): KeySlot {
  const { [userId]: _share, ...users } = slot.users;
  const { [userHolder(userId)]: _vouched, ...vouched } = slot.vouched;
  return { ...slot, users, vouched };
}

/** Seals the key to a recovery key whose public half (base64) is known to be the printed one's. */
export function withRecovery(slot: KeySlot, publicKey: string, key: Uint8Array, ids: Ids): KeySlot {
  return {
    ...slot,
    recovery: sealTo(bytesOf(publicKey), key, recoveryContext(slot), ids),
    vouched: { ...slot.vouched, [RECOVERY]: vouch(slot, RECOVERY, publicKey, key) },
  };
}

export function findShareOfUser(slot: KeySlot, userId: string, privateKey: Uint8Array) {
  const share = Object.hasOwn(slot.users, userId) ? slot.users[userId] : undefined;
  return findUnsealedFrom(share ?? null, privateKey, userContext(slot, userId));
}

export function findShareOfRecovery(slot: KeySlot, privateKey: Uint8Array) {
  return findUnsealedFrom(slot.recovery, privateKey, recoveryContext(slot));
}

/** Whether this person's public key is the one that was put there by somebody who had the database key. */
export function isVouched(slot: KeySlot, user: UserWrap, key: Uint8Array): boolean {
  return user.publicKey !== null && isVouchedFor(slot, userHolder(user.userId), user.publicKey, key);
}

export function isRecoveryVouched({ current, recovery }: KeyringFile, key: Uint8Array): boolean {
  return recovery.publicKey !== null && isVouchedFor(current, RECOVERY, recovery.publicKey, key);
}

function isVouchedFor(slot: KeySlot, holder: string, publicKey: string, key: Uint8Array): boolean {
  const kept = Object.hasOwn(slot.vouched, holder) ? slot.vouched[holder] : undefined;
  const right = bytesOf(vouch(slot, holder, publicKey, key));
  const given = bytesOf(kept ?? '');
  return given.length === right.length && timingSafeEqual(given, right);
}

function vouch(slot: KeySlot, holder: string, publicKey: string, key: Uint8Array): string {
  const macKey = hkdfSync('sha256', key, new Uint8Array(0), 'tram-mot-cua keyring vouch 2', 32);
  const mac = createHmac('sha256', new Uint8Array(macKey));
  return mac.update(JSON.stringify([slot.id, holder, publicKey])).digest('base64');
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
