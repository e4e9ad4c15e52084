import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { moveKeysInTx } from './keys-table.ts';
import type { SentParcel } from './parcels-table.ts';
import { ExchangeRefused } from './refused.ts';
import { changeStandingInTx, readStanding } from './state-table.ts';
import { readStation } from './stations-table.ts';

/** What the province says of a parcel that is signed by a key it does not take any more. */
export const KEY_REFUSED: ReadonlySet<string> = new Set(['key-not-valid', 'unknown-key']);

/** The office's new keys are in use from now on: what was refused is to be sent again, signed anew. */
export class NewKeysTakenUp extends ExchangeRefused {
  constructor() {
    super(
      'exchange-refused',
      'Tỉnh đã chuyển sang khóa mới của cơ quan và trạm vừa đổi theo. Hãy xuất lại tệp gửi tỉnh; tệp trước ký bằng khóa cũ nên tỉnh không nhận.',
      'key-not-valid',
    );
  }
}

/** The province has the entry that tells of our new keys (P3). */
export function hasNewKeys(db: ReadableDb): boolean {
  const { keysToldIn } = readStanding(db);
  return keysToldIn !== null && readStation(db, keysToldIn.station).agreedTo >= keysToldIn.seq;
}

/** Notes the first parcel that tells the province of our new keys; `upTo`: its last entry of each station. */
export function noteKeysCarriedInTx(tx: WritableDb, n: number, upTo: ReadonlyMap<string, number>): void {
  const { keysToldIn } = readStanding(tx);
  if (keysToldIn === null || keysToldIn.inParcel !== null) return;
  if ((upTo.get(keysToldIn.station) ?? 0) >= keysToldIn.seq)
    changeStandingInTx(tx, { keysToldIn: { ...keysToldIn, inParcel: n } });
}

/**
 * Whether the refusal of this parcel's key means that the province has our new keys: it ends the old ones as soon as it
 * hears of others, and the answer that would have told us was lost. A parcel from before says nothing of them.
 */
export function haveNewKeysArrived(db: ReadableDb, parcel: SentParcel): boolean {
  const { keysToldIn } = readStanding(db);
  return keysToldIn !== null && keysToldIn.inParcel !== null && parcel.n >= keysToldIn.inParcel;
}

/** The old ones still open what was sealed to them. */
export function takeUpNewKeysInTx(tx: WritableDb): void {
  moveKeysInTx(tx, 'present', 'past');
  moveKeysInTx(tx, 'coming', 'present');
  changeStandingInTx(tx, { keysToldIn: null });
}
