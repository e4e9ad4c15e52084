import type { ReceiptNumber } from '#shared/fee-receipts/index.ts';
import {
  feeReceiptEnded,
  feeReceiptNumbered,
  feeReceiptRequested,
  feeReceiptsExported,
  feeReceiptWithdrawn,
} from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';
import { noteNumberInTx, noteRequestInTx } from './receipts-table.ts';

/** The digest of a request whose content was erased: nobody can tell any more whether a repeat asks for the same. */
const ERASED = '';

/** Keeps the receipts in step with the exchange chain, and when they were written to files with the local one. */
export const feeReceiptsProjector = defineProjector({
  name: 'fee-receipts',
  tables: ['fee_receipts', 'fee_receipt_numbers', 'fee_receipt_requests', 'fee_receipt_exports'],
  on: [
    on(
      feeReceiptRequested,
      (tx, entry, { id, charge, amount, payer, method, collectedOn, by, request }) => {
        insertInTx(tx, entry, { id, charge, amount, payer, method, collectedOn, by: by.name, erased: 0 });
        noteRequestInTx(tx, request, id);
      },
      (tx, entry, { id, amount, method, collectedOn, requestId }) => {
        const gone = { charge: '', payer: '', by: entry.actor, erased: 1 as const };
        insertInTx(tx, entry, { id, amount, method, collectedOn, ...gone });
        noteRequestInTx(tx, { id: requestId, digest: ERASED }, id);
      },
    ),
    on(
      feeReceiptNumbered,
      (tx, entry, { id, number, request }) => {
        numberInTx(tx, entry.at, id, number);
        noteRequestInTx(tx, request, id);
      },
      (tx, entry, { id, number, requestId }) => {
        numberInTx(tx, entry.at, id, number);
        noteRequestInTx(tx, { id: requestId, digest: ERASED }, id);
      },
    ),
    on(
      feeReceiptWithdrawn,
      (tx, entry, { id, reason, request }) => {
        endInTx(tx, id, { state: 'withdrawn', reason, reference: '', on: entry.at.slice(0, 10) });
        noteRequestInTx(tx, request, id);
      },
      (tx, entry, { id, requestId }) => {
        endInTx(tx, id, { state: 'withdrawn', reason: '', reference: '', on: entry.at.slice(0, 10) });
        noteRequestInTx(tx, { id: requestId, digest: ERASED }, id);
      },
    ),
    on(
      feeReceiptEnded,
      (tx, _entry, { id, replacement, reference, reason, on: day, request }) => {
        endByProviderInTx(tx, id, replacement, { reason, reference, on: day });
        noteRequestInTx(tx, request, id);
      },
      (tx, _entry, { id, replacement, on: day, requestId }) => {
        endByProviderInTx(tx, id, replacement, { reason: '', reference: '', on: day });
        noteRequestInTx(tx, { id: requestId, digest: ERASED }, id);
      },
    ),
    on(feeReceiptsExported, (tx, entry, { receipts }) => {
      tx.run(sql`
        insert into fee_receipt_exports (receipt_id, at, times)
        select value, ${entry.at}, 1 from json_each(${JSON.stringify(receipts)}) where true
        on conflict (receipt_id) do update set at = excluded.at, times = times + 1`);
    }),
  ],
  forget(tx, dossierId) {
    tx.run(sql`delete from fee_receipt_numbers where receipt_id in
      (select id from fee_receipts where dossier_id = ${dossierId})`);
    tx.run(sql`delete from fee_receipt_requests where receipt_id in
      (select id from fee_receipts where dossier_id = ${dossierId})`);
    // When it was written to a file stays: that names nobody, and its entry is not applied again.
    tx.run(sql`delete from fee_receipts where dossier_id = ${dossierId}`);
  },
});

function insertInTx(
  tx: WritableDb,
  entry: { position: number; subject: string; at: string },
  row: {
    id: string;
    charge: string;
    amount: number;
    payer: string;
    method: string;
    collectedOn: string;
    by: string;
    erased: 0 | 1;
  },
): void {
  tx.run(sql`
    insert into fee_receipts (position, id, dossier_id, state, charge, amount, payer, method, collected_on, recorded_at,
      recorded_by, end_reason, end_reference, erased)
    values (${entry.position}, ${row.id}, ${entry.subject}, 'waiting', ${row.charge}, ${row.amount}, ${row.payer},
      ${row.method}, ${row.collectedOn}, ${entry.at}, ${row.by}, '', '', ${row.erased})`);
}

/** The number in place of the one before; of what ended meanwhile in another copy it is noted, too. */
function numberInTx(tx: WritableDb, at: string, id: string, number: ReceiptNumber): void {
  tx.run(sql`
    update fee_receipts set number = ${JSON.stringify(number)}, numbered_at = ${at},
      state = case when state = 'waiting' then 'numbered' else state end
    where id = ${id}`);
  tx.run(sql`delete from fee_receipt_numbers where receipt_id = ${id}`);
  noteNumberInTx(tx, id, number);
}

function endByProviderInTx(
  tx: WritableDb,
  id: string,
  replacement: ReceiptNumber | null,
  end: { reason: string; reference: string; on: string },
): void {
  endInTx(tx, id, { state: replacement === null ? 'cancelled' : 'replaced', ...end });
  if (replacement === null) return;
  tx.run(sql`update fee_receipts set replacement = ${JSON.stringify(replacement)} where id = ${id}`);
  noteNumberInTx(tx, id, replacement);
}

function endInTx(
  tx: WritableDb,
  id: string,
  end: { state: string; reason: string; reference: string; on: string },
): void {
  tx.run(sql`
    update fee_receipts set state = ${end.state}, end_reason = ${end.reason}, end_reference = ${end.reference},
      ended_on = ${end.on}
    where id = ${id}`);
}
