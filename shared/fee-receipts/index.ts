/** Fee receipts (biên lai): what is taken, what a provider's number may look like, and the file that goes and comes back. */
export { checkNumber, type NumberField, type NumberProblem, tidyNumber } from './check-number.ts';
export {
  type Collector,
  FILE_FORMAT,
  type GivenNumber,
  MOST_ROWS,
  readDay,
  readNumbers,
  type WaitingReceipt,
  waitingAsCsv,
  waitingAsJson,
} from './file.ts';
export {
  Collected,
  MOST_AMOUNT,
  numberKey,
  PaymentMethod,
  ReceiptDay,
  ReceiptMedium,
  ReceiptNumber,
  ReceiptState,
} from './receipt.ts';
export { FeeReceiptRules, FileColumnId, usualCharge } from './rules.ts';
