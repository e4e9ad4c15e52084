import type { Migration } from '../types.ts';

/** What a person saw of a file before the PIN: another file of that document is not signed in its place. */
export const migration: Migration = {
  version: 270,
  name: 'shown-files',
  up(tx) {
    tx.exec('alter table signing_rows add column shown text;');
  },
};
