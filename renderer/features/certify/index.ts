export { CertifyPage } from './certify-page.tsx';
export { certifiedChanged, forgetCertified, forgetCertify } from './certify-store.ts';
