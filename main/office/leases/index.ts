/**
 * Serials that a province grants: taken over from its answers, asked for with every parcel, warned of before they end.
 * Which number comes next is the business of `dossiers`.
 */
export { type AppliedLeases, applyLeasesInTx, type LeasePorts } from './apply-leases.ts';
export { wereDoubtfulLeased } from './doubt.ts';
export { type GapDay, type GapRow, gapReport } from './gaps.ts';
export { type DayUse, dayUse, lastCoveredDay } from './lease-use.ts';
export { leaseRequests } from './requests.ts';
export { type LeaseState, leaseState } from './state.ts';
export { type LeaseWarning, leaseWarnings } from './warnings.ts';
