export { CertifyPage } from './certify-page.tsx';
export { forgetCertify } from './certify-store.ts';
