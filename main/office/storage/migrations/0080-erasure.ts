import type { Migration } from '../types.ts';

/**
 * Dossiers whose personal data was erased, and what an erasure still has to remove. They lie apart from `dossiers`, so
 * that nothing that works on dossiers can take one of them for a living one.
 */
export const migration: Migration = {
  version: 80,
  name: 'erasure',
  up(tx) {
    tx.exec(`
      create table erased_dossiers (
        n integer primary key,
        id text not null unique,
        code text not null,
        received_at text not null,
        received_by text not null,
        procedure_code text not null,
        procedure_name text not null,
        register_volume text not null,
        register_number integer not null,
        request_id text not null unique,
        erased_at text,
        erased_by text,
        ground text
      ) strict;
      create index erased_dossiers_by_received_at on erased_dossiers (received_at);

      create table erased_codes (
        code_key text primary key,
        code text not null,
        kind text not null check (kind in ('own', 'provisional', 'elsewhere')),
        dossier_n integer not null references erased_dossiers (n)
      ) strict, without rowid;
      create index erased_codes_by_dossier on erased_codes (dossier_n);

      create table erasure_cleanups (
        kind text not null check (kind in ('archive', 'prints', 'copies', 'search', 'log')),
        name text not null,
        primary key (kind, name)
      ) strict, without rowid;
    `);
  },
};
