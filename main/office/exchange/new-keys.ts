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

/**
 * Whether the refusal of this parcel's key can only mean that the province has our new keys: it ends the old ones as soon
 * as it hears of others, and the answer that would have told us was lost. A parcel from before says nothing of them.
 */
export function haveNewKeysArrived(db: ReadableDb, parcel: SentParcel): boolean {
  const { keysToldIn } = readStanding(db);
  return keysToldIn !== null && parcel.n > keysToldIn.afterParcel;
}

/** The old ones still open what was sealed to them. */
export function takeUpNewKeysInTx(tx: WritableDb): void {
  moveKeysInTx(tx, 'present', 'past');
  moveKeysInTx(tx, 'coming', 'present');
  changeStandingInTx(tx, { keysToldIn: null });
}
