export { forgetReceived, forgetReception, useKeeping } from './kept.ts';
export { ReceivePage } from './receive-page.tsx';
