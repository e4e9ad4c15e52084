import type { Migration } from '../types.ts';

/**
 * The first parcel that carried the entry which tells of the office's coming keys; null: none did yet, or it was before
 * this was noted; the next one that carries it counts then. By its number: a clock may be set back between.
 */
export const migration: Migration = {
  version: 330,
  name: 'keys-in-parcel',
  up(tx) {
    tx.exec('alter table exchange_state add column keys_in_n integer');
  },
};
