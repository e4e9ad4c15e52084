/** The office on its LAN: its certificate, the devices that may come in, and how one is let in. */
export { forgetTokensInTx, lanProjector } from './devices-table.ts';
export { forgetIdentityInTx } from './identity-table.ts';
export { type CallingDevice, createLan, type Lan } from './lan.ts';
export type { ApplyOpening, LanOpening } from './listening.ts';
export type { LiveConnection } from './live.ts';
