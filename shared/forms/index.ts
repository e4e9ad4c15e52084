export { FormBlock, FormDocument, FormField, FormLine } from './document.ts';
export { layoutReceipt } from './layout-receipt.ts';
export { parseReceiptQr, receiptQr, type ScannedReceipt } from './receipt-qr.ts';
export {
  chooseTemplate,
  findTemplate,
  formKey,
  ReceiptLine,
  ReceiptTemplate,
  ReceiptValueKey,
} from './receipt-template.ts';
export {
  emptyReceiptValues,
  type LookupAddress,
  type ReceiptHead,
  type ReceiptValues,
  receiptValuesOf,
} from './receipt-values.ts';
