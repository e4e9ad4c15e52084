/** The office's life: set up, locked, open; sign-in and recovery; the composition of all rooms around one database. */
export {
  createOfficeCore,
  type LiveSession,
  type OfficeCore,
  type SignIn,
  type SignInPlace,
} from './core.ts';
export { officeFiles } from './files.ts';
export { inSteps, type StepOptions } from './in-steps.ts';
export { beginRecoveryKey, confirmRecoveryKey, keysState, setOperatingSystemStore } from './keys.ts';
export type { Obstacle } from './obstacle.ts';
export { OfficeError } from './office-error.ts';
export type { OpenOffice } from './open.ts';
export { createPerson, setPersonActive } from './people.ts';
export { REKEY_MOMENTS, type RekeyMoment, rekey, rekeyInSteps } from './rekey.ts';
export { createOffice, createSample, type SamplePeople, setupOptions } from './setup.ts';
export { noteGivenCode } from './station.ts';
export {
  type Verification,
  type Verified,
  verifyInSteps,
} from './verification.ts';
