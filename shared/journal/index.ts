/** The journal's pure half: entries, canonical form, hashes, kinds with their versions, and the list of tables. */
export { canonicalJson, type JsonValue } from './canonical.ts';
export { Chain, Entry, FIRST_PREV, Hash, isEnvelopeId } from './entry.ts';
export { bodyHash, canonicalEnvelope, envelopeHash, SALT_BYTES, type Sha256 } from './hash.ts';
export {
  type BodyOf,
  createKindRegistry,
  defineEntryKind,
  type EntryKind,
  type Kept,
  type KeptOf,
  type KindRegistry,
  type ReadBody,
  type Upcaster,
} from './kind.ts';
export { catalogueApplied } from './kinds/catalogue.ts';
export { copyDrilled, copyMade, copyRestored } from './kinds/copies.ts';
export { dossierCancelled, dossierCorrected, MendedKept } from './kinds/corrections.ts';
export { devicesChanged } from './kinds/devices.ts';
export { dossierReceived, ReceivedKept, serialRangeGranted } from './kinds/dossiers.ts';
export { ErasureTarget, erased, erasedLocal } from './kinds/erased.ts';
export {
  chainReturned,
  conflictSettled,
  officeKeysSet,
  provinceJoined,
  provinceLeft,
} from './kinds/exchange.ts';
export {
  EndedKept,
  feeReceiptEnded,
  feeReceiptNumbered,
  feeReceiptRequested,
  feeReceiptsExported,
  feeReceiptWithdrawn,
  NumberedKept,
  RequestedKept,
  WithdrawnKept,
} from './kinds/fee-receipts.ts';
export { databaseRekeyed, keyStoreSet, recoveryKeyReplaced } from './kinds/keys.ts';
export { devicePaired, deviceRevoked, lanChanged } from './kinds/lan.ts';
export { freezeLifted, leaseEnded, leaseTaken } from './kinds/leases.ts';
export { entryKinds } from './kinds/list.ts';
export { dossierCodeGiven, SerialUsed, serialsFrozen, serialsReleased } from './kinds/numbers.ts';
export { officeConfigured, settingChanged } from './kinds/office.ts';
export { packApplied, packRejected } from './kinds/packs.ts';
export { PrintedKept, paperPrinted } from './kinds/papers.ts';
export {
  userActiveSet,
  userCreated,
  userPasswordSet,
  userSignedIn,
  userSignedOut,
} from './kinds/people.ts';
export { counterChanged, queueChanged, queueDayEnded, ticketIssued, ticketMoved } from './kinds/queue.ts';
export {
  CompletedKept,
  documentAttached,
  documentRemoved,
  documentSigned,
  rootDistrusted,
  rootTrusted,
  SignedKept,
  signatureCompleted,
} from './kinds/signing.ts';
export { SlipKept, slipGiven } from './kinds/slips.ts';
export { ClockTrouble, clockNoticed, KnownHead, StationReason, stationBegun } from './kinds/stations.ts';
export { type TableEntry, type TableRole, tables } from './tables.ts';
