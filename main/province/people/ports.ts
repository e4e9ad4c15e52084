import type { Clock, Ids } from '#shared/base/index.ts';
import type { Sql } from '../store/index.ts';

/** What this room needs of the outside. */
export type PeoplePorts = { sql: Sql; clock: Clock; ids: Ids };
