import type { Migration } from '../types.ts';

/** Copies that were made, how the trial of each ended, and restores. Views of the local chain. */
export const migration: Migration = {
  version: 100,
  name: 'copies',
  up(tx) {
    tx.exec(`
      create table copies (
        id text primary key,
        position integer not null,
        made_at text not null,
        reason text not null check (reason in ('schedule', 'button')),
        place text not null check (place in ('folder', 'elsewhere')),
        dossiers integer not null,
        papers integer not null,
        bytes integer not null,
        last_position integer not null
      ) strict, without rowid;
      create index copies_by_position on copies (position);

      create table copy_drills (
        position integer primary key,
        copy_id text not null,
        at text not null,
        made_at text not null,
        outcome text not null check (outcome in ('proven', 'failed')),
        damaged text not null
      ) strict;
      create index copy_drills_by_copy on copy_drills (copy_id, position);

      create table restores (
        position integer primary key,
        copy_id text not null,
        at text not null,
        made_at text not null,
        outcome text not null check (outcome in ('whole', 'partly')),
        damaged text not null
      ) strict;
    `);
  },
};
