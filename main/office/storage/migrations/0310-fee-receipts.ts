import type { Migration } from '../types.ts';

/**
 * Money taken for dossiers and the receipts that a provider numbers; all views. No number is unique by the schema: two
 * copies of an office may have entered the same one, and both are to be seen.
 */
export const migration: Migration = {
  version: 310,
  name: 'fee-receipts',
  up(tx) {
    tx.exec(`
      create table fee_receipts (
        position integer primary key,
        id text not null,
        dossier_id text not null,
        state text not null check (state in ('waiting', 'numbered', 'withdrawn', 'cancelled', 'replaced')),
        charge text not null,
        amount integer not null,
        payer text not null,
        method text not null,
        collected_on text not null,
        recorded_at text not null,
        recorded_by text not null,
        number text,
        numbered_at text,
        replacement text,
        end_reason text not null,
        end_reference text not null,
        ended_on text,
        erased integer not null
      ) strict;
      create index fee_receipts_by_id on fee_receipts (id);
      create index fee_receipts_of_dossier on fee_receipts (dossier_id, position, state, amount);
      create index fee_receipts_by_state on fee_receipts (state, collected_on, position, amount);
      create index fee_receipts_by_day on fee_receipts (collected_on, state, method, amount);
      create index fee_receipts_in_order on fee_receipts (collected_on, position);
      create index fee_receipts_ended on fee_receipts (collected_on, position)
        where state in ('withdrawn', 'cancelled', 'replaced');

      create table fee_receipt_numbers (
        key text not null,
        receipt_id text not null,
        digits integer not null,
        primary key (key, receipt_id)
      ) strict, without rowid;
      create index fee_receipt_numbers_of_receipt on fee_receipt_numbers (receipt_id);
      create index fee_receipt_numbers_by_digits on fee_receipt_numbers (digits);

      create table fee_receipt_requests (
        request_id text not null,
        receipt_id text not null,
        digest text not null,
        primary key (request_id, receipt_id)
      ) strict, without rowid;
      create index fee_receipt_requests_of_receipt on fee_receipt_requests (receipt_id);

      create table fee_receipt_exports (
        receipt_id text primary key,
        at text not null,
        times integer not null
      ) strict, without rowid;
    `);
  },
};
