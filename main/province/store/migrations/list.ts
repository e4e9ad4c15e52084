import type { Migration } from '../migrate.ts';
import { migration as core } from './0010-core.ts';

/** Every migration, by rising version. A new one: one file, one line here (see README). */
export const migrations: readonly Migration[] = [core];
