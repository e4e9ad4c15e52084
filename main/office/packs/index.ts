/** Packs of the province in the office: catalogue, calendar and forms as they are announced, checked and taken into use. */
export type { AnnouncedPack, PackRef } from './announced-table.ts';
export { heldCatalogues } from './contents-table.ts';
export { PackRefused } from './decide.ts';
export { type DecidedPack, packsProjector } from './decided-table.ts';
export type { Change, Difference } from './differences/difference.ts';
export type { InForce } from './in-force.ts';
export type { ListedKind, ListedPack, PackState } from './list.ts';
export { createPacks, type Packs } from './packs.ts';
export type { FindKey, PacksPorts } from './ports.ts';
export type { PackRefusal } from './take.ts';
