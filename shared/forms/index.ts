export { FormBlock, FormDocument, FormField, FormLine } from './document.ts';
