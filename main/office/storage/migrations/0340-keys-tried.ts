import type { Migration } from '../types.ts';

/**
 * Of two pairs of keys, the present and the coming ones, the one that signs, and by which key each parcel was signed: the
 * province's word on a parcel is one on its key. By neither clocks nor the parcels' numbers (0330).
 */
export const migration: Migration = {
  version: 340,
  name: 'keys-tried',
  up(tx) {
    tx.exec('alter table exchange_state drop column keys_in_n');
    tx.exec('alter table exchange_state add column keys_tried integer not null default 0');
    tx.exec('alter table exchange_parcels add column kid text');
    tx.exec('alter table exchange_request add column mono integer');
  },
};
