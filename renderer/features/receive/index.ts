export { beginAfterReceived, forgetReceived, forgetReception } from './kept.ts';
export { ReceivePage } from './receive-page.tsx';
