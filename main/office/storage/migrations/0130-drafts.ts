import type { Migration } from '../types.ts';

/**
 * What is half entered at a counter. Not journalled: a draft proves nothing and is removed as soon as it is received,
 * discarded or old. A seat (a window and the person who works in it) holds at most one; `window` is null where the
 * seat went on to another.
 */
export const migration: Migration = {
  version: 130,
  name: 'drafts',
  up(tx) {
    tx.exec(`
      create table drafts (
        n integer primary key,
        request_id text not null unique,
        window text,
        station text not null,
        holder text not null,
        holder_name text not null,
        counter text not null,
        held_since integer not null,
        taken_from text,
        edit integer not null,
        saved_at integer not null,
        applicant text not null,
        procedure text not null,
        form text not null
      ) strict;
      create unique index drafts_by_seat on drafts (window, holder) where window is not null;
      create index drafts_by_saved_at on drafts (saved_at);
    `);
  },
};
