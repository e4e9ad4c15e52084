import type { Migration } from '../types.ts';

/**
 * The hall's queue. `place` rises with the moment since when a ticket waits (position of an entry), so that order never
 * hangs on the clock; `last_call` with each call and recall. `ended` is 0 while somebody may still be called or served:
 * the indexes of the line hold those few only, however many years of tickets lie beside them. `bound_to`: after a
 * transfer the only counter that may call it; `issued_in`: the group in which it was issued. Times are office timestamps,
 * `served_ms` milliseconds at counters, null where the clock does not tell.
 */
export const migration: Migration = {
  version: 190,
  name: 'queue',
  up(tx) {
    tx.exec(`
      create table queue_tickets (
        n integer primary key,
        id text not null unique,
        day text not null,
        letter text not null,
        serial integer not null check (serial between 1 and 999),
        issued_in text not null,
        grp text not null,
        priority text,
        preferred integer not null check (preferred in (0, 1)),
        visit text not null,
        state text not null check (state in ('waiting', 'called', 'held', 'finished', 'no-show', 'lapsed')),
        ended integer not null default 0 check (ended in (0, 1)),
        place integer not null,
        waits_since text not null,
        bound_to integer,
        counter integer,
        calls integer not null default 0,
        issued_at text not null,
        first_called_at text,
        last_called_at text,
        last_call integer,
        ended_at text,
        served_ms integer default 0
      ) strict;
      create unique index queue_tickets_by_number on queue_tickets (day, letter, serial);
      create unique index queue_tickets_by_group on queue_tickets (day, issued_in, serial);
      create index queue_tickets_by_day on queue_tickets (day);
      create unique index queue_tickets_by_call on queue_tickets (last_call) where last_call is not null;
      create index queue_tickets_by_group_call on queue_tickets (grp, last_call) where last_call is not null;
      create index queue_tickets_by_end on queue_tickets (day, state, ended_at);
      create index queue_line on queue_tickets (state, grp, preferred, place, bound_to, day, waits_since)
        where ended = 0;
      create index queue_line_by_day on queue_tickets (day) where ended = 0;
      create index queue_bound on queue_tickets (bound_to) where ended = 0 and bound_to is not null;
      create unique index queue_at_counter on queue_tickets (counter) where state = 'called';

      create table queue_counters (
        number integer primary key,
        state text not null check (state in ('open', 'paused', 'closed')),
        person text unique,
        reason text,
        day text not null,
        since text not null
      ) strict;

      create table queue_turns (
        grp text primary key,
        day text not null,
        ordinary_since integer not null
      ) strict, without rowid;

      create table queue_requests (
        request_id text primary key,
        ticket text not null,
        day text not null
      ) strict, without rowid;
      create index queue_requests_by_day on queue_requests (day);

      create table queue_settings (
        id integer primary key check (id = 1),
        value text not null
      ) strict;
    `);
  },
};
