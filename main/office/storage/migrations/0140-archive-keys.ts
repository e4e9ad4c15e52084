import type { Migration } from '../types.ts';

/**
 * The keys of the archive of printed papers. In here, and not derived from the database key: that one can be changed,
 * and papers printed before must still open.
 */
export const migration: Migration = {
  version: 140,
  name: 'archive-keys',
  up(tx) {
    tx.exec(`
      create table archive_keys (
        id integer primary key check (id > 0),
        key blob not null check (length(key) = 32)
      ) strict;
    `);
  },
};
