import { officeDate } from '#shared/base/index.ts';
import { type CollectFee, ERROR_CODES } from '#shared/contract/index.ts';
import type { Actor, Dossier } from '#shared/dossier/index.ts';
import { feeReceiptRequested } from '#shared/journal/index.ts';
import { formatDong } from '#shared/money/index.ts';
import { findDossier, findErasedDossier } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findCarriedOut, getReceipt, requestOf } from './once.ts';
import type { FeeReceiptPorts } from './ports.ts';
import type { ReceiptRow } from './receipts-table.ts';
import { FeeReceiptRefused, refuseProblems } from './refused.ts';
import { sumTaken } from './sums.ts';

/** The outcome of a request; `repeated`: it had been carried out before. */
export type Outcome = { receipt: ReceiptRow; repeated: boolean };

/** Why no money may be taken for a dossier, as a sentence; null where it may. */
export function whyNotCollect(dossier: Pick<Dossier, 'slip' | 'cancelled'>): string | null {
  if (dossier.slip !== undefined) return 'Đây là phiếu, hồ sơ chưa được tiếp nhận nên không thu tiền ở đây.';
  if (dossier.cancelled !== null) return 'Hồ sơ đã hủy nên không thu tiền. Nếu cần, hãy tiếp nhận hồ sơ mới.';
  return null;
}

/** A dossier for which money is asked. Throws FeeReceiptRefused where there is none, or its data was erased. */
export function getDossier(db: ReadableDb, id: string): Dossier {
  const dossier = findDossier(db, id);
  if (dossier !== undefined) return dossier;
  throw new FeeReceiptRefused(findErasedDossier(db, id) === undefined ? 'not-found' : 'erased');
}

/**
 * Records that money was taken, in one transaction of its own: the reception is long committed and never waits for it.
 * The receipt then waits for the provider's number. The same request again answers with what it made. Throws
 * FeeReceiptRefused, having written nothing.
 */
export function collectFee(ports: FeeReceiptPorts, asked: CollectFee, person: Actor): Outcome {
  const request = requestOf(asked);
  return ports.db.transaction((tx) => {
    const earlier = findCarriedOut(tx, request);
    if (earlier !== undefined) return { receipt: earlier, repeated: true };
    const dossier = getDossier(tx, asked.dossierId);
    const refusal = whyNotCollect(dossier);
    if (refusal !== null) {
      throw new FeeReceiptRefused(
        dossier.slip === undefined ? 'dossier-cancelled' : 'invalid-input',
        refusal,
      );
    }
    const { charge, amount, payer, method, collectedOn } = asked;
    refuseProblems(dayProblems(dossier, collectedOn, officeDate(ports.clock.now())));
    const taken = sumTaken(tx, dossier.id);
    if (taken !== asked.takenBefore) {
      throw new FeeReceiptRefused(
        'fee-taken-meanwhile',
        `${ERROR_CODES['fee-taken-meanwhile']} Đến nay đã thu ${formatDong(taken)}.`,
      );
    }
    if (taken + amount > dossier.fee.amount && !asked.moreThanDue) {
      const left = formatDong(Math.max(0, dossier.fee.amount - taken));
      const message = `Hồ sơ này còn phải thu ${left}. Hãy xem lại số tiền, hoặc xác nhận là thu đúng như vậy.`;
      throw new FeeReceiptRefused('more-than-due', message, [{ field: 'amount', message }]);
    }
    const id = ports.ids.id();
    ports.journal.appendInTx(tx, {
      kind: feeReceiptRequested,
      actor: person.id,
      subject: dossier.id,
      body: { id, charge, amount, payer, method, collectedOn, by: person, request },
    });
    tx.afterCommit(() => ports.onChanged([dossier.id]));
    return { receipt: getReceipt(tx, id), repeated: false };
  });
}

function dayProblems(dossier: Dossier, day: string, today: string): { field: string; message: string }[] {
  const problem = (message: string) => [{ field: 'collectedOn', message }];
  if (day > today) return problem('Ngày thu chưa tới. Hãy nhập hôm nay hoặc ngày đã thu.');
  const received = dossier.receivedAt.slice(0, 10);
  // A clock that was wrong at the reception does not keep money from being recorded today.
  if (day < received && day !== today)
    return problem(`Ngày thu trước ngày tiếp nhận ${received.split('-').reverse().join('/')}. Hãy xem lại.`);
  return [];
}
