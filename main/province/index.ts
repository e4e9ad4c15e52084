/** The far end of the exchange: a province's server, and the same without HTTP for tests, pages and the command line. */
export type { Caller } from './answering.ts';
export { type Attachments, createAttachments } from './attachments/index.ts';
export {
  type Invitation,
  inviteAgain,
  inviteOffice,
  listRequests,
  type NewOffice,
  rejectRequest,
  revokeOffice,
  type WaitingRequest,
} from './enrol/index.ts';
export { type Approved, approveFile, importFile } from './files.ts';
export type { ProvinceLog } from './ports.ts';
export { createProvince, type Province, type ProvinceOptions } from './province.ts';
export { openReading, type Reading } from './reading/index.ts';
export { type RunningProvince, type StartOptions, startProvince } from './run.ts';
export { createApp, describeExchange } from './server/index.ts';
export { openStore, type Sql, type Store } from './store/index.ts';
