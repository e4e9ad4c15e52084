import type { EntryKind } from '../kind.ts';
import { catalogueApplied } from './catalogue.ts';
import { copyDrilled, copyMade, copyRestored } from './copies.ts';
import { dossierCancelled, dossierCorrected } from './corrections.ts';
import { devicesChanged } from './devices.ts';
import { dossierReceived, serialRangeGranted } from './dossiers.ts';
import { erased, erasedLocal } from './erased.ts';
import { chainReturned, conflictSettled, officeKeysSet, provinceJoined, provinceLeft } from './exchange.ts';
import {
  feeReceiptEnded,
  feeReceiptNumbered,
  feeReceiptRequested,
  feeReceiptsExported,
  feeReceiptWithdrawn,
} from './fee-receipts.ts';
import { databaseRekeyed, keyStoreSet, recoveryKeyReplaced } from './keys.ts';
import { devicePaired, deviceRevoked, lanChanged } from './lan.ts';
import { freezeLifted, leaseEnded, leaseTaken } from './leases.ts';
import { dossierCodeGiven, serialsFrozen, serialsReleased } from './numbers.ts';
import { officeConfigured, settingChanged } from './office.ts';
import { packApplied, packRejected } from './packs.ts';
import { paperPrinted } from './papers.ts';
import { userActiveSet, userCreated, userPasswordSet, userSignedIn, userSignedOut } from './people.ts';
import { counterChanged, queueChanged, queueDayEnded, ticketIssued, ticketMoved } from './queue.ts';
import {
  documentAttached,
  documentRemoved,
  documentSigned,
  rootDistrusted,
  rootTrusted,
  signatureCompleted,
} from './signing.ts';
import { slipGiven } from './slips.ts';
import { clockNoticed, stationBegun } from './stations.ts';

/** Every kind of entry that this release writes or reads. A new one: a file here, a line here, a frozen sample. */
export const entryKinds: readonly EntryKind[] = [
  erased,
  erasedLocal,
  officeConfigured,
  settingChanged,
  userCreated,
  userActiveSet,
  userPasswordSet,
  userSignedIn,
  userSignedOut,
  databaseRekeyed,
  recoveryKeyReplaced,
  keyStoreSet,
  catalogueApplied,
  serialRangeGranted,
  dossierReceived,
  slipGiven,
  dossierCorrected,
  dossierCancelled,
  paperPrinted,
  copyMade,
  copyDrilled,
  copyRestored,
  stationBegun,
  clockNoticed,
  serialsFrozen,
  serialsReleased,
  dossierCodeGiven,
  leaseTaken,
  leaseEnded,
  freezeLifted,
  ticketIssued,
  ticketMoved,
  counterChanged,
  queueChanged,
  queueDayEnded,
  lanChanged,
  devicePaired,
  deviceRevoked,
  devicesChanged,
  documentAttached,
  documentRemoved,
  documentSigned,
  signatureCompleted,
  rootTrusted,
  rootDistrusted,
  provinceJoined,
  provinceLeft,
  officeKeysSet,
  conflictSettled,
  chainReturned,
  packApplied,
  packRejected,
  feeReceiptRequested,
  feeReceiptNumbered,
  feeReceiptWithdrawn,
  feeReceiptEnded,
  feeReceiptsExported,
];
