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
} from './receive.ts';
