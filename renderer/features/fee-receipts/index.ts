export { FeeReceiptsPage } from './fee-receipts-page.tsx';
