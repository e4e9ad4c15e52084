import { copies } from './copies.ts';
import { corrections } from './corrections.ts';
import { devices } from './devices.ts';
import { doctor } from './doctor.ts';
import { catalog, citizens, dossiers } from './dossiers.ts';
import { drafts } from './drafts.ts';
import { duplicates } from './duplicates.ts';
import { erasure } from './erasure.ts';
import { exchange } from './exchange.ts';
import { feeReceipts } from './fee-receipts.ts';
import { keys } from './keys.ts';
import { lan } from './lan.ts';
import { leases } from './leases.ts';
import { clock, numbers } from './numbers.ts';
import { packs } from './packs.ts';
import { printing } from './printing.ts';
import { queue } from './queue.ts';
import { scanner } from './scanner.ts';
import { search } from './search.ts';
import { session, setup, users } from './session.ts';
import { signing } from './signing.ts';
import { slips } from './slips.ts';
import { speech } from './speech.ts';
import { integrity, status } from './status.ts';
import { tokens } from './tokens.ts';
import { visits } from './visits.ts';

/** Rises when a procedure changes so that an older screen could misread it. */
export const CONTRACT_VERSION = 1;

/** Every procedure between a screen and the office, readable in one sitting. */
export const contract = {
  session,
  setup,
  users,
  catalog,
  citizens,
  dossiers: { ...dossiers, ...corrections },
  drafts,
  duplicates,
  visits,
  slips,
  speech,
  search,
  printing,
  status,
  integrity,
  copies,
  erasure,
  keys,
  lan,
  numbers,
  leases,
  clock,
  queue,
  devices,
  doctor,
  scanner,
  signing,
  tokens,
  packs,
  exchange,
  feeReceipts,
};
