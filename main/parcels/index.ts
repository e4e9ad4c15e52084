/** How what office and province say to each other is signed, packed and sealed: for both ends alike. */
export { containerSha256, writeContainer } from './container.ts';
export {
  enrolmentKey,
  enrolmentProof,
  isEnrolmentProof,
  isProofWith,
  newEnrolCode,
  normaliseEnrolCode,
  proofWith,
} from './enrolment.ts';
export type { Refused } from './header.ts';
export { fingerprint, isSoundKey, type KeyPair, makeKeyPair, thumbprint } from './keys.ts';
export {
  type KnownKey,
  readAnnounced,
  readContainer,
  readSelfSigned,
  type SelfSignedType,
  signerOf,
} from './read.ts';
export {
  isAsNamed,
  isStick,
  MAX_STICK_BYTES,
  openStick,
  type StickContent,
  type StickFile,
  sealStick,
} from './stick.ts';
export { OFFICE_TOKEN_MS, readOfficeToken, writeOfficeToken } from './token.ts';
