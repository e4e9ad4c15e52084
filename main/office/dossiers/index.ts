/**
 * Dossiers: what a form becomes by the rules of the minute (`decideReception`), the reception itself, the paper's
 * preview, finding dossiers and people received before, and the history in plain words.
 */
export { findDossierByCode, findDossiersOfPerson, numbersIn } from './by-person.ts';
export { cancelDossier } from './cancel.ts';
export { type NumberOfDay, numbersOfDay } from './codes-of-day.ts';
export { type CorrectionPreview, correctDossier, previewCorrection } from './correct.ts';
export { decideReception, type ReceptionDecision } from './decide.ts';
export { countReceivedOn, findByRequest, findDossier, findMainCodes, mainCodeOf } from './dossiers-table.ts';
export { doubtfulPapers } from './doubtful-papers.ts';
export { findDuplicates } from './duplicates.ts';
export {
  codesOfErased,
  type ErasedDossier,
  findErasedByCode,
  findErasedDossier,
  isErasedRequest,
} from './erased-table.ts';
export { type FoundByReceipt, getByReceipt } from './find-by-receipt.ts';
export type { ReceptionProblem, ReceptionWarning } from './findings.ts';
export { allReleases, doubtfulDays, type Freeze, findFreeze, type Release } from './freezes-table.ts';
export { countProvisional, firstDayWithoutCode, giveCodesInTx, type NumberingPorts } from './give-codes.ts';
export { giveSlip } from './give-slip.ts';
export { type HistoryContext, historyInWords } from './history.ts';
export { historyContextOf } from './history-context.ts';
export { findKnownCitizen } from './known-citizens.ts';
export { lastNumbers } from './last-numbers.ts';
export {
  findLease,
  firstLeasePosition,
  type HeldLease,
  isOwnIssuer,
  leasesFrom,
} from './leases-table.ts';
export { findProcedureOf, loadMendingReasons, type Mender, type MendPorts } from './mending.ts';
export type { WayToMore } from './no-serial.ts';
export { numberToFind } from './normalise.ts';
export { previewReception, receiptHeadOf } from './preview.ts';
export { previewSlip } from './preview-slip.ts';
export { dossiersProjector } from './projector.ts';
export { receiveDossier } from './receive.ts';
export type { ReceivePorts } from './receive-ports.ts';
export { NoSerialLeft, ReceptionRefused } from './refused.ts';
export { type Confirmation, checkLastCode, type ReleaseProblem, releaseNumbersInTx } from './release.ts';
export type { Received } from './requests.ts';
export { findRevision, type Revision, readRevisions } from './revisions.ts';
export {
  loadCalendarResources,
  loadCalendarRules,
  loadCodeFormats,
  loadSlipReasons,
  type ReceptionRules,
} from './rules.ts';
export { type DossierPage, searchDossiers } from './search.ts';
export { searchChoices } from './search-choices.ts';
export { findMatchedPlaces } from './search-places.ts';
export { forgetUnusedWordsInTx } from './search-table.ts';
export { usedDaysFrom } from './serial-runs.ts';
export { daysWithSerials, findLastSerial, type Numbering, type UsableSpan, usableSpans } from './serials.ts';
export { findCodesOfVisit, findDossiersTogether } from './visits.ts';
