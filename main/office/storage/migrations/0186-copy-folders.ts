import type { Migration } from '../types.ts';

/** Where a copy lies: the folder that was chosen for it; null where an earlier release did not write it down. */
export const migration: Migration = {
  version: 186,
  name: 'copy-folders',
  up(tx) {
    tx.exec('alter table copies add column folder text;');
  },
};
