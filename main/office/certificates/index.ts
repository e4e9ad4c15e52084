export { type Chain, type ChainQuestion, type ChainUse, checkChain, viewChain } from './chain.ts';
export { type Expiry, expiryOf, WARNING_DAYS } from './expiry.ts';
export { certificatesInFile } from './files.ts';
export { type Certificate, findCertificate, fingerprintOf } from './read.ts';
