import type { Migration } from '../types.ts';

/**
 * The newest parcel there was when the office told of its coming keys: by its number, since a clock may be set back
 * between. Of keys that are coming when this is run nothing is known but their entry; then 0, any refusal of the present
 * ones speaks of them.
 */
export const migration: Migration = {
  version: 330,
  name: 'keys-after-parcel',
  up(tx) {
    tx.exec('alter table exchange_state add column keys_after_n integer not null default 0');
  },
};
