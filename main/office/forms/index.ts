/**
 * Forms on paper: a filled form (`FormDocument`) becomes PDF bytes in a warm worker thread; an archived PDF gets its
 * reprint mark; the shipped templates are read.
 */
export type { PdfLayout, PdfOptions } from './definition.ts';
export {
  PdfError,
  type PdfErrorCode,
  type PdfRenderer,
  type PdfRendererSettings,
  startPdfRenderer,
} from './pdf-renderer.ts';
export { createPdfDrawer, type PdfDrawer } from './render.ts';
export { loadReceiptTemplates, loadSlipTemplates } from './templates.ts';
