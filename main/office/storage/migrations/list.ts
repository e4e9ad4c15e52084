import type { Migration } from '../types.ts';
import { migration as journal } from './0010-journal.ts';
import { migration as peopleAndSettings } from './0020-people-and-settings.ts';
import { migration as catalogue } from './0030-catalogue.ts';
import { migration as dossiers } from './0050-dossiers.ts';
import { migration as printing } from './0060-printing.ts';
import { migration as erasure } from './0080-erasure.ts';
import { migration as stationsAndNumbers } from './0090-stations-and-numbers.ts';
import { migration as copies } from './0100-copies.ts';
import { migration as search } from './0110-search.ts';
import { migration as corrections } from './0120-corrections.ts';
import { migration as drafts } from './0130-drafts.ts';
import { migration as archiveKeys } from './0140-archive-keys.ts';
import { migration as applicants } from './0150-applicants.ts';
import { migration as slips } from './0160-slips.ts';
import { migration as fewerIndexes } from './0170-fewer-indexes.ts';
import { migration as rowMembers } from './0180-row-members.ts';
import { migration as draftKinds } from './0185-draft-kinds.ts';
import { migration as copyFolders } from './0186-copy-folders.ts';
import { migration as queue } from './0190-queue.ts';
import { migration as devices } from './0200-devices.ts';
import { migration as lan } from './0210-lan.ts';
import { migration as signing } from './0260-signing.ts';
import { migration as shownFiles } from './0270-shown-files.ts';
import { migration as exchange } from './0280-exchange.ts';
import { migration as leases } from './0290-leases.ts';
import { migration as packs } from './0300-packs.ts';
import { migration as feeReceipts } from './0310-fee-receipts.ts';
import { migration as provinceLeft } from './0320-province-left.ts';
import { migration as keysInParcel } from './0330-keys-in-parcel.ts';
import { migration as keysTried } from './0340-keys-tried.ts';
import { migration as parcelCarried } from './0350-parcel-carried.ts';

/** Every migration, by rising version. A new one: the next free ten, one file, one line here (see README). */
export const migrations: readonly Migration[] = [
  journal,
  peopleAndSettings,
  catalogue,
  dossiers,
  printing,
  erasure,
  stationsAndNumbers,
  copies,
  search,
  corrections,
  drafts,
  archiveKeys,
  applicants,
  slips,
  fewerIndexes,
  rowMembers,
  draftKinds,
  copyFolders,
  queue,
  devices,
  lan,
  signing,
  shownFiles,
  exchange,
  leases,
  packs,
  feeReceipts,
  provinceLeft,
  keysInParcel,
  keysTried,
  parcelCarried,
];
