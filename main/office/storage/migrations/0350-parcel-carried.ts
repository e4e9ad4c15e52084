import type { Migration } from '../types.ts';

/**
 * What of each station a parcel carried: an answer that refuses nothing of it says that the province holds it, even where
 * neither its head nor a verdict tells so (P6). And up to where what came back was looked through for erased subjects: that
 * waits until all of the station's own chain came back (P12, P15).
 */
export const migration: Migration = {
  version: 350,
  name: 'parcel-carried',
  up(tx) {
    tx.exec(`alter table exchange_parcels add column carried text not null default '[]'`);
    tx.exec('alter table exchange_stations rename column forked_to to held_to');
    tx.exec('alter table exchange_state add column erased_to integer not null default 0');
    tx.exec(
      'update exchange_state set erased_to = (select coalesce(max(position), 0) from returned_stretches)',
    );
  },
};
