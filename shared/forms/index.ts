export { FormBlock, FormDocument, FormField, FormLine } from './document.ts';
export { layoutReceipt } from './layout-receipt.ts';
export { layoutSlip } from './layout-slip.ts';
export { parseReceiptQr, receiptQr, type ScannedReceipt } from './receipt-qr.ts';
export { ReceiptLine, ReceiptTemplate, ReceiptValueKey } from './receipt-template.ts';
export {
  emptyReceiptValues,
  type LookupAddress,
  type ReceiptHead,
  type ReceiptValues,
  receiptValuesOf,
} from './receipt-values.ts';
export { formatSlipNumber, looksLikeSlipNumber, type SlipNumberParts, slipBookOf } from './slip-number.ts';
export { chooseSlipTemplate, SlipLine, SlipTemplate, SlipValueKey } from './slip-template.ts';
export { emptySlipValues, type SlipValues, slipValuesOf } from './slip-values.ts';
export { chooseTemplate, findTemplate, formKey } from './template-parts.ts';
export { readableCheckValue } from './wording.ts';
