import type { Migration } from '../types.ts';

/**
 * Packs of the province: what it announced, their signed bytes with the content that was read from them, and what was
 * decided here (a view of the local chain).
 */
export const migration: Migration = {
  version: 300,
  name: 'packs',
  up(tx) {
    tx.exec(`
      create table packs_announced (
        kind text not null,
        version integer not null,
        title text not null,
        effective_from text not null,
        sha256 text not null,
        bytes integer not null,
        noted_at text not null,
        refusal text,
        refused_at text,
        primary key (kind, version)
      ) strict, without rowid;

      create table pack_contents (
        sha256 text primary key,
        container blob not null,
        content text not null,
        source text not null,
        taken_at text not null
      ) strict;

      create table packs_decided (
        kind text not null,
        version integer not null,
        position integer not null,
        decision text not null,
        title text not null,
        sha256 text not null,
        effective_from text not null,
        in_force_from text,
        by_date integer not null,
        catalogue_version integer,
        reason text not null,
        actor text not null,
        at text not null,
        primary key (kind, version)
      ) strict, without rowid;
    `);
  },
};
