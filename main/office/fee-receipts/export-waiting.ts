import { officeTimestamp } from '#shared/base/index.ts';
import { MOST_ROWS, type WaitingReceipt, waitingAsCsv, waitingAsJson } from '#shared/fee-receipts/index.ts';
import { feeReceiptsExported } from '#shared/journal/index.ts';
import { findMainCodes } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import type { FeeReceiptPorts } from './ports.ts';
import { readReceipts, unexportedQuery, waitingQuery } from './receipts-table.ts';
import { FeeReceiptRefused } from './refused.ts';
import { collectorOf } from './settings.ts';

/** What waits, with the codes of its dossiers; what was erased can be made out for nobody and is left out. */
export function readWaiting(db: ReadableDb, which: 'new' | 'all', limit: number): WaitingReceipt[] {
  const query = which === 'new' ? unexportedQuery(null, limit) : waitingQuery(null, null, null, limit);
  const found = readReceipts(db, query).filter(({ erased }) => !erased);
  const codes = findMainCodes(
    db,
    found.map(({ dossierId }) => dossierId),
  );
  return found.map(({ id, dossierId, charge, amount, payer, method, collectedOn }) => ({
    id,
    dossierCode: codes.get(dossierId) ?? '',
    charge,
    amount,
    payer,
    method,
    collectedOn,
  }));
}

/**
 * What waits as one file for the provider; that it was written is an entry, so that nothing is made out twice unseen.
 * `left`: whether more waits than one file holds. Throws FeeReceiptRefused while nobody said who collects.
 */
export function exportWaiting(
  ports: FeeReceiptPorts,
  asked: { format: 'csv' | 'json'; which: 'new' | 'all' },
  actor: string,
): { content: string; name: string; count: number; amount: number; left: number } {
  const collector = collectorOf(ports);
  if (collector.taxCode === '') throw new FeeReceiptRefused('collector-unknown');
  return ports.db.transaction((tx) => {
    const found = readWaiting(tx, asked.which, MOST_ROWS + 1);
    const receipts = found.slice(0, MOST_ROWS);
    const at = officeTimestamp(ports.clock.now());
    const content =
      asked.format === 'csv'
        ? waitingAsCsv(ports.rules.file.columns, receipts, collector)
        : waitingAsJson(receipts, collector, at);
    if (receipts.length > 0) {
      ports.journal.appendInTx(tx, {
        kind: feeReceiptsExported,
        actor,
        subject: 'fee-receipts',
        body: { format: asked.format, receipts: receipts.map(({ id }) => id) },
      });
      tx.afterCommit(() => ports.onChanged([]));
    }
    const stamp = at.slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
    return {
      content,
      name: `bien-lai-cho-so-${stamp}.${asked.format}`,
      count: receipts.length,
      amount: receipts.reduce((sum, { amount }) => sum + amount, 0),
      left: found.length - receipts.length,
    };
  });
}
