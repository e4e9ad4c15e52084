export { type Chain, type ChainQuestion, type ChainUse, checkChain, viewChain } from './chain.ts';
export {
  collectEvidence,
  type Evidence,
  judgeRevocation,
  type RevocationJudgement,
} from './evidence.ts';
export { type Expiry, expiryOf, WARNING_DAYS } from './expiry.ts';
export { type FetchBytes, type FetchOrder, fetchBytes } from './fetch.ts';
export { certificatesInFile } from './files.ts';
export { checkChainOnline } from './missing-issuers.ts';
export { type Certificate, findCertificate, fingerprintOf } from './read.ts';
