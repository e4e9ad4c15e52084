export { BatchPage } from './batch-page.tsx';
export { SignPage } from './sign-page.tsx';
export { TokenPage } from './token-page.tsx';
