export { applyCancelled, applyCorrected, applyFollowed, applyReceived, applySlip } from './apply.ts';
export { checkValue, parseCheckValue } from './check-value.ts';
export {
  type CodeProblem,
  DossierCodeFormat,
  DossierCodeFormats,
  formatDossierCode,
  isCodeFormatInForce,
  normaliseCode,
  type ParsedDossierCode,
  parseDossierCode,
} from './codes.ts';
export {
  compareDossiers,
  type DossierField,
  type DossierFieldChange,
  describeDossier,
  gapInWords,
} from './describe.ts';
export {
  Actor,
  AgencyRef,
  Dossier,
  DossierCancellation,
  DossierCode,
  DossierContent,
  DossierCorrection,
  DossierDue,
  DossierFee,
  DossierSlip,
  DossierState,
  MendingReason,
  ReasonStep,
  RevisionRef,
} from './dossier.ts';
export {
  CancelDossier,
  CorrectDossier,
  DossierChanges,
  MendingReasons,
  type MendingRefusal,
  mayMend,
} from './mending.ts';
export { MendingReasonInput, type ReasonList } from './mending-reason.ts';
export {
  initialPapers,
  type MissingPaper,
  missingPapers,
  missingRequiredPapers,
  type PaperTotals,
  paperTotals,
} from './papers.ts';
export { applicantKindOf, type Party, partiesOf, personKey, sameApplicant } from './parties.ts';
export {
  Applicant,
  ApplicantKind,
  Delivery,
  EnteredDue,
  FeeInput,
  Filer,
  Helper,
  IdKind,
  MinuteText,
  Person,
  ReceiveDossier,
  ReceivedPaper,
  ReceptionDraft,
  Representative,
  WellFormedText,
} from './receive.ts';
export { searchTextOfDossier } from './search-text.ts';
export { GiveSlip, SlipDraft, SlipReasons } from './slip.ts';
export { Gap, PaperKind, paperKindOf, SlipKind } from './slip-parts.ts';
export {
  allowedActions,
  type DossierAction,
  describeState,
  dossierStates,
  dossierTransitions,
  findStateByNationalCode,
  initialStates,
  mayMove,
  reportGroupOf,
  type StateDescription,
  type Transition,
} from './states.ts';
