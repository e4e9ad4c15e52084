/** Serials that stations may use: granted upwards, never twice (L9). */
export { type ChangeRefusal, changeShare, endStation, findShareOverlap, lockShares } from './change.ts';
export { type AskingOffice, grantLeases } from './grant.ts';
export { addDays } from './plan.ts';
export { type LeaseRefusal, readRefusals } from './refusals-table.ts';
export { restoreLeases } from './restore.ts';
export { type LeaseRow, readLeases } from './table.ts';
