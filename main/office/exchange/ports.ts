import type { Clock, Ids } from '#shared/base/index.ts';
import type { ExchangeSummary, OfficeProfile } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { Database } from '../storage/index.ts';

/** What the exchange needs of the rooms around it. */
export type ExchangePorts = {
  readonly db: Database;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly office: { readonly id: string; readonly profile: () => OfficeProfile };
  /** The station this office writes under now. */
  readonly station: string;
  /** Version of the program. */
  readonly program: string;
  /** The name of a person, for screens. */
  readonly nameOf: (id: string) => string;
  readonly log: Logger;
  /** Told after each change that a screen shows. */
  readonly onChanged: (summary: ExchangeSummary) => void;
};
