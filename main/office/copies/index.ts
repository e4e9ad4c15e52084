/**
 * Copies of the whole office: made while it works, tried, kept by a rule, and restored. `createCopies` belongs to an
 * open office, `createRestoring` to one that may not be there at all.
 */
export { type Copies, createCopies } from './copies.ts';
export { copiesProjector } from './copies-table.ts';
export { findKnownFile } from './known-files.ts';
export type { CopiesPorts, CopyProgress } from './ports.ts';
export { CopyError, CopyStopped } from './problems.ts';
export { listMedia } from './removable.ts';
export type { RestorePorts } from './restore/ports.ts';
export { createRestoring, halfSwapped, type RestoreRights, type Restoring } from './restore/restoring.ts';
export {
  findRestored,
  finishSwap,
  foldersBeforeRestore,
  forgetRestored,
  isSwapPending,
} from './restore/swap.ts';
