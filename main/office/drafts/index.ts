/**
 * Drafts: what is half entered at the counters, kept until it is received, discarded or old; offered to the office.
 */
export {
  createDrafts,
  type Drafts,
  type DraftsPorts,
  type IsAtWork,
  type ReceivedDraft,
  type Seat,
} from './drafts.ts';
export { forgetDraftsFrom, forgetDraftsOf } from './forget.ts';
export { DraftKeeping, loadDraftKeeping } from './keeping.ts';
