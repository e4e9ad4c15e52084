import type { Province } from '../province.ts';

/** What the pages need. */
export type PagesPorts = { province: Province };
