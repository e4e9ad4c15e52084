/** The office on its LAN: its certificate, the devices that may come in, and how one is let in. */
export { type Counter, countersOf } from './counters.ts';
export { forgetTokensInTx, lanProjector } from './devices-table.ts';
export { forgetIdentityInTx } from './identity-table.ts';
export { createLan, type Lan } from './lan.ts';
export type { ApplyOpening, LanOpening } from './listening.ts';
export type { LiveConnection } from './live.ts';
export type { CallingDevice } from './paired.ts';
