export { TicketMove } from '../queue/index.ts';
export {
  CertificateKey,
  CertificateName,
  CertificateUsage,
  CertificateView,
  ChainProblem,
  ChainView,
} from './certificates.ts';
export { CONTRACT_VERSION, contract } from './contract.ts';
export {
  CheckStep,
  CopiesState,
  CopiesStatus,
  CopyCredential,
  CopyDamage,
  type CopyPhase,
  CopySettings,
  CopySummary,
  RestoreReport,
} from './copies.ts';
export { corrections, DossierRevision, FieldChange } from './corrections.ts';
export type { ProcedureMeta } from './define.ts';
export {
  DeviceProblem,
  DeviceSettings,
  DeviceStation,
  DevicesState,
  SerialBaud,
  SerialMatch,
  SerialPortFound,
  SimulatedConditions,
  SimulatedPaper,
  TicketJob,
  TicketJobState,
  TicketPrinterChoice,
  TicketPrinterState,
  TicketProfile,
} from './devices.ts';
export { DoctorCheck, DoctorFinding, DoctorStep, DoctorVerdict, HidFound, Plugged } from './doctor.ts';
export {
  catalog,
  citizens,
  DossierRow,
  dossiers,
  HistoryItem,
  KnownCitizen,
  PrintedPaper,
  ProcedureHit,
  ReceptionPreview,
} from './dossiers.ts';
export {
  DRAFT_FORM_LENGTH,
  DraftHolder,
  DraftKind,
  DraftOffer,
  DraftStanding,
  drafts,
  OpenDraft,
} from './drafts.ts';
export { DuplicateFound, DuplicateSubject } from './duplicates.ts';
export {
  ERASURE_TEXTS,
  ErasableDossier,
  EraseDossiers,
  ErasedDossierView,
  ErasureGround,
  ErasureOutcome,
  ErasureStep,
} from './erasure.ts';
export {
  ERROR_CODES,
  type ErrorCode,
  ErrorData,
  isErrorCode,
  OBSTACLE_CODES,
  type ObstacleCode,
} from './errors.ts';
export {
  ExchangeCounts,
  ExchangeOverview,
  ExchangeState,
  ExchangeSummary,
  LineState,
  OutboxRow,
} from './exchange.ts';
export { everyProcedureOfContract, type ProcedureFacts } from './facts.ts';
export {
  CollectFee,
  FeeReceipt,
  FeeReceiptFilters,
  FeeReceiptSettings,
  feeReceipts,
  ImportedLine,
  type TypedNumber,
} from './fee-receipts.ts';
export { API_PREFIX, httpStatusOf, OPENAPI_PATH, START_TOKEN_HEADER } from './http.ts';
export { KeysState, RekeyStep } from './keys.ts';
export { LanState, lan, PairedDevice, PairingNow } from './lan.ts';
export { GapDay, LeaseState, LeaseWarning } from './leases.ts';
export {
  ClockSpan,
  DoubtfulPaper,
  NumbersState,
  ReleaseRow,
  StationRow,
} from './numbers.ts';
export { openApiDocument } from './openapi.ts';
export { Pack, PackDifference, PackState } from './packs.ts';
export { OFFICE_PRINTER_ID, Printer, PrintJob, PrintJobState, PrintSettings } from './printing.ts';
export {
  Board,
  BoardCall,
  CounterNow,
  Desk,
  IssuedTicket,
  KioskOptions,
} from './queue.ts';
export { type Access, DeviceKind, HallDeviceKind, type Reach, Role } from './roles.ts';
export { ScanEnd, ScannerNow, ScannerSettings } from './scanner.ts';
export { DossierFilters, FilterState, MatchedPlace, search, UnderstoodTerm } from './search.ts';
export { OfficeProfile, OfficeState, SignedInUser } from './session.ts';
export { signing } from './signing.ts';
export {
  BatchRow,
  BatchRowState,
  BatchState,
  BatchSummary,
  CompletionState,
  MadeSignature,
  MOST_BATCH_ITEMS,
  MOST_PDF_BYTES,
  MOST_PIECE_BYTES,
  PendingCompletion,
  RootCertificate,
  SignableDocument,
  SignatureRole,
  SigningBatch,
  SigningCertificate,
  SigningProblem,
  SigningSettings,
  TrustedRoot,
  VerifiedFile,
} from './signing-parts.ts';
export { Recording, RefusedRecording } from './speech.ts';
export {
  STATION_MESSAGE_BYTES,
  STATION_PROTOCOL,
  StationEvent,
  StationPrintEnd,
  StationPrinter,
  StationPrinterCheck,
  StationScanner,
  StationTokenSession,
  stationContract,
} from './station.ts';
export {
  STATION_PAPER_BYTES,
  STATION_PIECE_BYTES,
  StationPaperEnd,
  StationPaperPrinter,
  StationPaperProblem,
} from './station-papers.ts';
export { OfficeEvent, Status, VerifyStep } from './status.ts';
export { PinState, TokenProblem } from './token-problems.ts';
export {
  CertificateTrouble,
  SigningKey,
  TokenCertificateFacts,
  TokenFinding,
  TokenKind,
  TokenPlugged,
  TokenSettings,
  TokensNow,
  TokenTrouble,
  TRAINING_MARK,
} from './tokens.ts';
export { VisitDossier } from './visits.ts';
