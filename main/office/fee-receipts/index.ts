/**
 * Fee receipts (biên lai): money taken for dossiers, what waits for the provider's number, and the numbers that came.
 * No number is ever made here (SPEC L8).
 */
export { collectFee, getDossier, type Outcome, whyNotCollect } from './collect.ts';
export { exportWaiting, readWaiting } from './export-waiting.ts';
export { importNumbers, takeAnswers } from './import-numbers.ts';
export { listReceipts } from './list.ts';
export { endReceipt, numberReceipt, withdrawReceipt } from './numbers.ts';
export type { FeeReceiptPorts, FeeReceiptProvider, ProviderAnswer } from './ports.ts';
export { feeReceiptsProjector } from './projector.ts';
export { type ReceiptRow, receiptsOf } from './receipts-table.ts';
export { FeeReceiptRefused } from './refused.ts';
export {
  changeFeeReceiptSettings,
  collectorOf,
  getFeeReceiptSettings,
  loadFeeReceiptRules,
} from './settings.ts';
export { type DaySums, sumDays, sumTaken, sumWaiting } from './sums.ts';
