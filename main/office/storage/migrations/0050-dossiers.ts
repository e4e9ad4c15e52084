import type { Migration } from '../types.ts';

/**
 * Dossiers and what finds them. `n` is the position of the receiving entry: rising with time, the same after a
 * rebuild, so it serves as row id of the search index and as the cursor of "newest first".
 * The index is contentless over text that our own folding made (unicode61 does not fold đ); prefix 4 is listed
 * because four-letter prefixes were measured 700 times slower without it.
 */
export const migration: Migration = {
  version: 50,
  name: 'dossiers',
  up(tx) {
    tx.exec(`
      create table serial_ranges (
        id integer primary key,
        agency_code text not null,
        code_format text not null,
        first_day text not null,
        last_day text,
        first_serial integer not null,
        last_serial integer not null check (last_serial >= first_serial)
      ) strict;

      create table serials_used (
        agency_code text not null,
        day text not null,
        last_serial integer not null,
        primary key (agency_code, day)
      ) strict, without rowid;

      create table register_lines (
        year integer primary key,
        last_number integer not null
      ) strict;

      create table dossiers (
        n integer primary key,
        id text not null unique,
        code text not null,
        state text not null,
        received_at text not null,
        due_at text not null,
        applicant_name text not null,
        id_number text,
        phone text,
        procedure_code text not null,
        procedure_name text not null,
        received_by text not null,
        request_id text not null unique,
        request_digest text not null,
        document text not null
      ) strict;
      create index dossiers_by_received_at on dossiers (received_at);
      create index dossiers_by_id_number on dossiers (id_number) where id_number is not null;
      create index dossiers_by_phone on dossiers (phone) where phone is not null;

      create table dossier_codes (
        code_key text primary key,
        code text not null,
        kind text not null check (kind in ('own', 'provisional', 'elsewhere')),
        dossier_n integer not null references dossiers (n)
      ) strict, without rowid;
      create index dossier_codes_by_dossier on dossier_codes (dossier_n);

      create virtual table dossier_search using fts5 (
        code, name, number, phone, address, content,
        content = '', contentless_delete = 1, prefix = '2 3 4', tokenize = "unicode61 remove_diacritics 0"
      );

      create table known_citizens (
        id_number text primary key,
        old_number text,
        name text not null,
        birth text,
        sex text,
        address text not null,
        phone text,
        email text,
        last_received_at text not null,
        dossiers integer not null
      ) strict, without rowid;
      create index known_citizens_by_old_number on known_citizens (old_number, last_received_at);
    `);
  },
};
