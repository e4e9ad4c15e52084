import { officeKeysSet } from '#shared/journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { moveKeysInTx } from './keys-table.ts';
import { findOfficeKeys, keepOfficeKeysInTx, makeOfficeKeys, type OfficeKeys } from './office-keys.ts';
import type { SentParcel } from './parcels-table.ts';
import type { ExchangePorts } from './ports.ts';
import { ExchangeRefused } from './refused.ts';
import { changeStandingInTx, readStanding } from './state-table.ts';
import { readStation } from './stations-table.ts';

/*
 * An office that told of new keys has two pairs until one of them is answered (P3). Those before sign until the province
 * acknowledged the entry that tells of the new ones, or refuses a parcel for its key: it ends the old ones at once, and the
 * answer that would have said so may be lost. Where the new ones are refused in turn, those before sign again. So it does
 * not matter what was lost, repeated, carried late or put back from a copy: nothing is given up before the other is
 * answered, and a wrong guess costs one parcel.
 */

/** What the province says of a parcel that is signed by a key it does not take. */
const KEY_REFUSED: ReadonlySet<string> = new Set(['key-not-valid', 'unknown-key']);

/** The new keys sign from now on: what was refused is to be sent again. */
export class NewKeysTried extends ExchangeRefused {
  constructor() {
    super(
      'exchange-refused',
      'Tỉnh không còn nhận khóa cũ của cơ quan, nên từ đây trạm ký bằng khóa mới. Hãy xuất lại tệp gửi tỉnh; tệp trước ký bằng khóa cũ.',
      'key-not-valid',
    );
  }
}

/** The keys that sign and are shown now; undefined where the office never joined. */
export function keysInUse(db: ReadableDb): OfficeKeys | undefined {
  const tried = readStanding(db).keysToldIn?.tried === true ? findOfficeKeys(db, 'coming') : undefined;
  return tried ?? findOfficeKeys(db, 'present');
}

/** New keys that were told and do not sign yet; undefined where there are none. */
export function keysToCome(db: ReadableDb): OfficeKeys | undefined {
  return readStanding(db).keysToldIn?.tried === false ? findOfficeKeys(db, 'coming') : undefined;
}

/**
 * New keys, told to the province by an entry; those that were told already and are not answered yet, where there are any.
 * Only a copy that must begin a new station tells them again, because what it wrote beside another's entries is not heard.
 */
export function renewKeys(ports: ExchangePorts, actor: string): OfficeKeys {
  const { db, journal, clock, office } = ports;
  return db.transaction((tx) => {
    const coming = findOfficeKeys(tx, 'coming');
    const { keysToldIn } = readStanding(tx);
    if (coming !== undefined && keysToldIn !== null && !readStation(tx, keysToldIn.station).forked)
      return coming;
    const keys = coming ?? makeOfficeKeys(clock.now());
    keepOfficeKeysInTx(tx, keys, 'coming', clock.now());
    const { station, seq } = journal.appendInTx(tx, {
      kind: officeKeysSet,
      actor,
      subject: office.id,
      body: { keys: [keys.sign.public, keys.encrypt.public] },
    });
    changeStandingInTx(tx, { keysToldIn: { station, seq, tried: keysToldIn?.tried ?? false } });
    return keys;
  });
}

/** The province has the entry that tells of our new keys (P3). */
export function hasNewKeys(db: ReadableDb): boolean {
  const { keysToldIn } = readStanding(db);
  return keysToldIn !== null && readStation(db, keysToldIn.station).agreedTo >= keysToldIn.seq;
}

/** Whether a parcel that was refused with this code is to be sent again, signed with the new keys; notes which sign next. */
export function isToBeSignedAnewInTx(tx: WritableDb, parcel: SentParcel, code: string): boolean {
  const told = readStanding(tx).keysToldIn;
  if (told === null || !KEY_REFUSED.has(code)) return false;
  const by = signerOf(tx, parcel);
  if (by === 'coming') changeStandingInTx(tx, { keysToldIn: { ...told, tried: false } });
  if (by === 'present') changeStandingInTx(tx, { keysToldIn: { ...told, tried: true } });
  return by === 'present';
}

/** An answer to this parcel, none to a later one having come before. `hadNewKeys`: as it was before this answer. */
export function noteKeyAnsweredInTx(
  tx: WritableDb,
  parcel: SentParcel,
  { hadNewKeys }: { hadNewKeys: boolean },
): void {
  const told = readStanding(tx).keysToldIn;
  if (told === null) return;
  const by = signerOf(tx, parcel);
  if (by === 'coming') {
    // Those before still open what was sealed to them.
    moveKeysInTx(tx, 'present', 'past');
    moveKeysInTx(tx, 'coming', 'present');
    changeStandingInTx(tx, { keysToldIn: null });
  } else if (hasNewKeys(tx) && !hadNewKeys) changeStandingInTx(tx, { keysToldIn: { ...told, tried: true } });
  else if (hadNewKeys && !told.tried && by === 'present') {
    // It has the entry, refused the new ones and takes those before: it will never take the new ones.
    moveKeysInTx(tx, 'coming', 'past');
    changeStandingInTx(tx, { keysToldIn: null });
  }
}

/** Which keys signed a parcel; undefined: others. One from before that was noted was signed by those then in use. */
function signerOf(db: ReadableDb, { kid }: SentParcel): 'present' | 'coming' | undefined {
  const isOf = (state: 'present' | 'coming') => findOfficeKeys(db, state)?.sign.public.kid === kid;
  if (kid === null || isOf('present')) return 'present';
  return isOf('coming') ? 'coming' : undefined;
}
