import type { Migration } from '../types.ts';

/**
 * Versions of the catalogue (a view of the local chain), their contents under the hash that the entry names, and how
 * often each procedure was received here (for the order of search results only).
 */
export const migration: Migration = {
  version: 30,
  name: 'catalogue',
  up(tx) {
    tx.exec(`
      create table catalogue_versions (
        version integer primary key,
        title text not null,
        sha256 text not null,
        effective_from text not null,
        applied_at text not null
      ) strict;

      create table catalogue_contents (
        sha256 text primary key,
        content text not null
      ) strict;

      create table procedure_usage (
        code text primary key,
        weight real not null,
        last_used_at integer not null
      ) strict, without rowid;
    `);
  },
};
