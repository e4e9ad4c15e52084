export { CertifyPage } from './certify-page.tsx';
export { certifiedChanged, forgetCertified } from './certify-store.ts';
export { forgetCertify } from './kept.ts';
