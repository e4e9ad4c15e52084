import type { Migration } from '../types.ts';

/** When an administrator ended the exchange with the province; null: it goes on. */
export const migration: Migration = {
  version: 320,
  name: 'province-left',
  up(tx) {
    tx.exec('alter table exchange_enrolment add column left_at text');
  },
};
