export { ReceivePage } from './receive-page.tsx';
export { forgetReception } from './reception-store.ts';
