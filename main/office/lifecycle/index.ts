/** The office's life: set up, locked, open; sign-in and recovery; the composition of all rooms around one database. */
export { createOfficeCore, type OfficeCore, officeFiles, type SignIn } from './core.ts';
export { OfficeError } from './office-error.ts';
export type { OpenOffice } from './open.ts';
export { createOffice, createSample, type SamplePeople, setupOptions } from './setup.ts';
