import type { Migration } from '../types.ts';

/**
 * What of each station a parcel carried: an answer that refuses nothing of it says that the province holds it, even where
 * neither its head nor a verdict tells so (P6).
 */
export const migration: Migration = {
  version: 350,
  name: 'parcel-carried',
  up(tx) {
    tx.exec(`alter table exchange_parcels add column carried text not null default '[]'`);
    tx.exec('alter table exchange_stations rename column forked_to to held_to');
  },
};
