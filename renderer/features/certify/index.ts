export { CertifyPage } from './certify-page.tsx';
export { forgetCertified, forgetCertify } from './certify-store.ts';
