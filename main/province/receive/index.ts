/** Parcels of offices are taken in: checked, kept, judged, answered. One transaction each. */
export { checkRuns } from './check.ts';
export { checkHash } from './claims.ts';
export type { CheckedRun } from './lines.ts';
export { CLOCK_OFF_MS } from './offices-table.ts';
export type { ParcelRefusal, ReceivePorts, SignedParcel } from './ports.ts';
export { receiveParcel } from './receive.ts';
export { judgeUnread } from './unread.ts';
