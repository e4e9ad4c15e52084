import { officeDate } from '#shared/base/index.ts';
import { ERROR_CODES, type TypedNumber } from '#shared/contract/index.ts';
import type { Actor } from '#shared/dossier/index.ts';
import { checkNumber, type ReceiptNumber, tidyNumber } from '#shared/fee-receipts/index.ts';
import { feeReceiptEnded, feeReceiptNumbered, feeReceiptWithdrawn } from '#shared/journal/index.ts';
import { findMainCodes } from '../dossiers/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import type { Outcome } from './collect.ts';
import { findCarriedOut, getReceipt, type Request, requestOf } from './once.ts';
import type { FeeReceiptPorts } from './ports.ts';
import { findHolder, findReceipt, type ReceiptRow } from './receipts-table.ts';
import { FeeReceiptRefused, refuseProblems } from './refused.ts';

type Ask<More> = { requestId: string; id: string } & More;

/** Carries a request about one receipt out once, in one transaction. */
function once<Asked extends Ask<unknown>>(
  ports: FeeReceiptPorts,
  asked: Asked,
  write: (tx: WritableDb, receipt: ReceiptRow, request: Request) => void,
): Outcome {
  const request = requestOf(asked);
  return ports.db.transaction((tx) => {
    const earlier = findCarriedOut(tx, request);
    if (earlier !== undefined) return { receipt: earlier, repeated: true };
    const receipt = getReceipt(tx, asked.id);
    write(tx, receipt, request);
    tx.afterCommit(() => ports.onChanged([receipt.dossierId]));
    return { receipt: getReceipt(tx, asked.id), repeated: false };
  });
}

/**
 * Records the number that the provider gave to what waits; with `corrects`, another in place of one that was entered
 * wrongly. Throws FeeReceiptRefused, having written nothing: a number that no provider can have given, one that another
 * receipt has, or a receipt that does not wait.
 */
export function numberReceipt(
  ports: FeeReceiptPorts,
  asked: Ask<{ number: TypedNumber; corrects: string | null }>,
  person: Actor,
): Outcome {
  return once(ports, asked, (tx, receipt, request) => {
    const expected = asked.corrects === null ? 'waiting' : 'numbered';
    if (receipt.state !== expected) throw settled(receipt);
    const number = getNumber(ports, asked.number, receipt, 'number.');
    refuseTaken(tx, number, receipt.id);
    appendNumberInTx(ports, tx, {
      receipt,
      number,
      source: 'typed',
      corrects: asked.corrects,
      person,
      request,
    });
  });
}

/** The entry of a number that was checked already; the caller's transaction. */
export function appendNumberInTx(
  ports: Pick<FeeReceiptPorts, 'journal'>,
  tx: WritableDb,
  what: {
    receipt: ReceiptRow;
    number: ReceiptNumber;
    source: 'typed' | 'file' | 'provider';
    corrects: string | null;
    person: Actor;
    request: Request;
  },
): void {
  const { receipt, number, source, corrects, person, request } = what;
  ports.journal.appendInTx(tx, {
    kind: feeReceiptNumbered,
    actor: person.id,
    subject: receipt.dossierId,
    body: { id: receipt.id, number, source, corrects, by: person, request },
  });
}

/** Takes back what waits: money given back, or recorded by mistake. Afterwards only the provider can cancel. */
export function withdrawReceipt(
  ports: FeeReceiptPorts,
  asked: Ask<{ reason: string }>,
  person: Actor,
): Outcome {
  return once(ports, asked, (tx, receipt, request) => {
    if (receipt.state !== 'waiting') throw settled(receipt);
    ports.journal.appendInTx(tx, {
      kind: feeReceiptWithdrawn,
      actor: person.id,
      subject: receipt.dossierId,
      body: { id: receipt.id, reason: asked.reason, by: person, request },
    });
  });
}

/** Records that the provider cancelled a numbered receipt, or put another one in its place. */
export function endReceipt(
  ports: FeeReceiptPorts,
  asked: Ask<{ replacement: TypedNumber | null; reference: string; reason: string; on: string }>,
  person: Actor,
): Outcome {
  return once(ports, asked, (tx, receipt, request) => {
    if (receipt.state !== 'numbered') throw settled(receipt);
    const { reference, reason, on } = asked;
    const issued = receipt.number?.issuedOn ?? receipt.collectedOn;
    if (on > officeDate(ports.clock.now()) || on < issued)
      refuseProblems([{ field: 'on', message: 'Ngày hủy, thay phải từ ngày lập biên lai đến hôm nay.' }]);
    const replacement =
      asked.replacement === null ? null : getNumber(ports, asked.replacement, receipt, 'replacement.');
    if (replacement !== null) {
      if (findHolder(tx, replacement) === receipt.id) {
        const message = 'Biên lai thay thế phải có số khác biên lai cũ.';
        refuseProblems([{ field: 'replacement.number', message }]);
      }
      refuseTaken(tx, replacement, receipt.id);
    }
    ports.journal.appendInTx(tx, {
      kind: feeReceiptEnded,
      actor: person.id,
      subject: receipt.dossierId,
      body: { id: receipt.id, replacement, reference, reason, on, by: person, request },
    });
  });
}

/** What was typed as a number; throws with every field that is wrong, named behind `prefix`. */
function getNumber(
  ports: FeeReceiptPorts,
  typed: TypedNumber,
  receipt: Pick<ReceiptRow, 'collectedOn'>,
  prefix: string,
): ReceiptNumber {
  const { medium, formSign, series, number: digits, issuedOn } = tidyNumber(typed);
  const number = { medium, formSign, series, number: digits, issuedOn };
  const today = officeDate(ports.clock.now());
  const problems = checkNumber(ports.rules, number, { collectedOn: receipt.collectedOn, today });
  refuseProblems(problems.map(({ field, message }) => ({ field: prefix + field, message })));
  return number;
}

function refuseTaken(db: ReadableDb, number: ReceiptNumber, id: string): void {
  const holder = findHolder(db, number);
  if (holder === undefined || holder === id) return;
  throw new FeeReceiptRefused('receipt-number-taken', takenInWords(db, number, holder));
}

/** Whose a number is already, in a sentence. */
export function takenInWords(db: ReadableDb, number: ReceiptNumber, holder: string): string {
  const dossierId = findReceipt(db, holder)?.dossierId ?? '';
  const code = findMainCodes(db, [dossierId]).get(dossierId);
  const whose = code === undefined ? 'một khoản thu khác' : `khoản thu của hồ sơ ${code}`;
  return `Số ${number.number} ký hiệu ${number.series} đã ghi cho ${whose}. Hãy xem lại từng ký tự.`;
}

const STATES: Readonly<Record<ReceiptRow['state'], string>> = {
  waiting: 'còn chờ số',
  numbered: 'đã có số biên lai',
  withdrawn: 'đã rút',
  cancelled: 'đã bị nhà cung cấp hủy',
  replaced: 'đã được thay bằng biên lai khác',
};

function settled(receipt: ReceiptRow): FeeReceiptRefused {
  return new FeeReceiptRefused(
    'receipt-settled',
    `Khoản thu này ${STATES[receipt.state]}. ${ERROR_CODES['receipt-settled'].replace(/^[^.]*\. /, '')}`,
  );
}
