export { CONTRACT_VERSION, contract } from './contract.ts';
export type { ProcedureMeta } from './define.ts';
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
  ERROR_CODES,
  type ErrorCode,
  ErrorData,
  isErrorCode,
  OBSTACLE_CODES,
  type ObstacleCode,
} from './errors.ts';
export { Printer, PrintJob, PrintJobState, PrintSettings } from './printing.ts';
export { type Access, Role } from './roles.ts';
export { OfficeProfile, OfficeState, SignedInUser } from './session.ts';
export { OfficeEvent, Status, VerifyStep } from './status.ts';
