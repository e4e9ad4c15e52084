import { setImmediate as nextTurn } from 'node:timers/promises';
import { readContainer } from '#main/parcels/index.ts';
import {
  checkRun,
  EXCHANGE_CODES,
  type ExchangeCode,
  type ProvinceParcel,
  type ProvinceRefusal,
  type ReadEntry,
} from '#shared/exchange/index.ts';
import { sha256 } from '../journal/index.ts';
import { findEnrolment } from './enrolment-table.ts';
import { findProvinceKey } from './office-keys.ts';
import { findParcel, type SentParcel } from './parcels-table.ts';
import type { ExchangePorts } from './ports.ts';
import { ExchangeRefused, refusedFor } from './refused.ts';
import { changeStandingInTx, readStanding } from './state-table.ts';

/** An answer that is signed by the province, for us, and to a parcel of ours. */
export type ReadAnswer =
  | {
      kind: 'answer';
      payload: ProvinceParcel;
      parcel: SentParcel;
      /** Entries given back, with their hashes checked; what did not hold is left out. */
      missing: ReadEntry[][];
    }
  | { kind: 'refusal'; payload: ProvinceRefusal; parcel: SentParcel };

/**
 * Reads an answer's bytes. Changes nothing, but that an answer by a key that is not pinned is noted. Throws ExchangeRefused with what is wrong in words: not signed by the
 * province, for somebody else, to another container (P16), or based on one that was not taken in yet (P9).
 */
export async function readAnswer(ports: ExchangePorts, bytes: Uint8Array): Promise<ReadAnswer> {
  const { db } = ports;
  const enrolment = findEnrolment(db);
  if (enrolment === undefined) throw new ExchangeRefused('not-enrolled');
  const read = await readContainer(bytes, {
    findKey: (kid) => findProvinceKey(db, kid),
    now: 'created',
    types: ['province-parcel', 'province-refusal'],
    ...(ports.serves === undefined ? {} : { serves: ports.serves }),
  });
  if (!read.ok) {
    const { code } = read.error;
    if (code === 'unknown-key' || code === 'key-not-valid') noteOtherKey(ports);
    throw deskRefusal(code);
  }
  const { payload } = read.value;
  if (payload.from !== enrolment.province) throw refusedFor('unknown-key');
  const parcel = findParcel(db, payload.answers);
  if (payload.type === 'province-refusal') {
    if (parcel === undefined) throw refusedFor('answers-another');
    return { kind: 'refusal', payload, parcel };
  }
  if (payload.to !== ports.office.id) throw refusedFor('not-for-us');
  if (parcel === undefined) throw refusedFor('answers-another');
  if (payload.feed.after > readStanding(db).cursor) throw refusedFor('out-of-turn');
  const missing: ReadEntry[][] = [];
  for (const run of payload.missing) {
    const { entries } = checkRun({ office: ports.office.id, run, sha256 });
    if (entries.length > 0) missing.push(entries);
    await nextTurn();
  }
  return { kind: 'answer', payload, parcel, missing };
}

/**
 * A province that had to end its keys at once can't tell us with a key that we know: a person may join it anew, with a code
 * by which it proves itself. The next answer that is believed ends this.
 */
function noteOtherKey({ db }: ExchangePorts): void {
  db.transaction((tx) => {
    // What the province itself said of our keys is as good, and told better.
    if (JOINS_ANEW.has(readStanding(tx).refusal?.code ?? '')) return;
    changeStandingInTx(tx, { refusal: { code: 'key-not-valid', message: OTHER_KEY } });
  });
}

const JOINS_ANEW: ReadonlySet<string> = new Set([
  'office-revoked',
  'office-unknown',
  'unknown-key',
  'key-not-valid',
]);

const OTHER_KEY =
  'Câu trả lời gần nhất ký bằng khóa mà trạm chưa biết. Hãy gọi quản trị tỉnh: nếu tỉnh đã đổi khóa, xin mã ghép mới rồi ghép lại. Bàn tiếp nhận vẫn làm việc.';

/** Where the closed list speaks to the other end, the sentence for a clerk with an answer in hand. */
export function deskRefusal(code: ExchangeCode): ExchangeRefused {
  return refusedFor(code, DESK_SENTENCES[code]);
}

const DESK_SENTENCES: Partial<Record<ExchangeCode, string>> = {
  'unknown-key': 'Tệp này không do tỉnh đã ghép với cơ quan này ký. Hãy chọn đúng tệp trả lời của tỉnh.',
  altered: 'Tệp này đã bị thay đổi sau khi tỉnh ký. Không dùng tệp này; hãy xin tỉnh cho lại tệp trả lời.',
  'cut-short': 'Tệp bị thiếu phần cuối. Hãy chép lại từ USB gốc, hoặc xin tỉnh cho lại tệp trả lời.',
  'key-not-valid': 'Tệp này ký bằng khóa mà tỉnh không còn dùng. Hãy xin tỉnh xuất lại tệp trả lời.',
};

/** What the province says of a file that was brought there, for whoever holds the answer: it is not said of the answer. */
export const saidOfFile = (sentence: string): string =>
  `Tỉnh trả lời: không nhận tệp đã gửi. Lý do tỉnh nêu về tệp đó: “${sentence}”`;

/** The sentence of a code that may be newer than this release. */
export function sentenceOf(code: string, message: string): string {
  if (message !== '') return message;
  return code in EXCHANGE_CODES ? EXCHANGE_CODES[code as ExchangeCode] : EXCHANGE_CODES.internal;
}
