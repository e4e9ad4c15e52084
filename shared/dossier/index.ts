export { applyReceived } from './apply.ts';
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
  Actor,
  AgencyRef,
  Dossier,
  DossierCode,
  DossierDue,
  DossierFee,
  DossierState,
  ReasonStep,
} from './dossier.ts';
export {
  initialPapers,
  type MissingPaper,
  missingPapers,
  missingRequiredPapers,
  type PaperTotals,
  paperTotals,
} from './papers.ts';
export {
  Applicant,
  Delivery,
  EnteredDue,
  FeeInput,
  Filer,
  IdKind,
  MinuteText,
  ReceiveDossier,
  ReceivedPaper,
  ReceptionDraft,
  WellFormedText,
} from './receive.ts';
export {
  allowedActions,
  type DossierAction,
  describeState,
  dossierStates,
  dossierTransitions,
  findStateByNationalCode,
  initialStates,
  mayMove,
  type StateDescription,
  type Transition,
} from './states.ts';
