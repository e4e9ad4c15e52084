import type { Migration } from '../types.ts';

/**
 * What the exchange with the province keeps. How an entry stands is not written beside each entry: up to where the
 * province agrees with a station's chain, which ranges it accepted, and the few entries of which it said something else
 * tell it of a million of them.
 */
export const migration: Migration = {
  version: 280,
  name: 'exchange',
  up(tx) {
    tx.exec(`
      create table exchange_enrolment (
        id integer primary key check (id = 1),
        province text not null,
        name text not null,
        lookup text,
        way text not null check (way in ('wire', 'stick')),
        since text not null
      ) strict;

      create table exchange_keys (
        kid text primary key,
        owner text not null check (owner in ('office', 'province')),
        use text not null check (use in ('sign', 'encrypt')),
        state text not null check (state in ('waiting', 'coming', 'present', 'past')),
        public text not null,
        secret text,
        added integer not null
      ) strict, without rowid;

      create table exchange_request (
        id integer primary key check (id = 1),
        sha256 text not null,
        created_at text not null,
        file text not null
      ) strict;

      create table exchange_state (
        id integer primary key check (id = 1),
        cursor integer not null,
        answered_n integer not null,
        last_answer_at text,
        skew_ms integer,
        serves_oldest integer,
        serves_newest integer,
        province_program text,
        refusal_code text,
        refusal_message text,
        wants_more integer not null,
        keys_station text,
        keys_seq integer
      ) strict;

      create table exchange_stations (
        station text primary key,
        agreed_to integer not null,
        forked_to integer not null,
        forked integer not null,
        stick_to integer not null,
        counted_to integer not null
      ) strict, without rowid;

      create table exchange_accepted (
        station text not null,
        first integer not null,
        last integer not null,
        primary key (station, first)
      ) strict, without rowid;

      create table exchange_said (
        station text not null,
        seq integer not null,
        hash text not null,
        state text not null check (state in ('accepted', 'rejected', 'conflict')),
        ours integer not null,
        n integer not null,
        code text not null,
        message text not null,
        against text,
        said_at text not null,
        retry text not null check (retry in ('none', 'wanted')),
        asked integer,
        primary key (station, seq, hash)
      ) strict, without rowid;
      create index exchange_said_by_state on exchange_said (state, station, seq);

      create table exchange_parcels (
        n integer primary key,
        sha256 text not null unique,
        way text not null check (way in ('wire', 'stick')),
        at text not null,
        entries integer not null,
        answered_at text
      ) strict;

      create table exchange_sticks (
        n integer primary key,
        at text not null,
        kind text not null check (kind in ('exported', 'answer-imported', 'enrolment')),
        file text not null,
        entries integer not null,
        parcel integer
      ) strict;

      create table exchange_days (
        day text primary key,
        accepted integer not null,
        rejected integer not null,
        conflict integer not null,
        told_at text not null
      ) strict, without rowid;

      create table exchange_here (
        day text not null,
        station text not null,
        entries integer not null,
        first integer not null,
        last integer not null,
        primary key (day, station)
      ) strict, without rowid;

      create table exchange_files (
        sha256 text primary key,
        bytes integer not null,
        state text not null check (state in ('wanted', 'sent', 'missing')),
        upload text
      ) strict, without rowid;
      create index exchange_files_by_state on exchange_files (state, sha256);

      create table conflict_settlements (
        position integer primary key,
        station text not null,
        seq integer not null,
        hash text not null,
        keep text not null check (keep in ('ours', 'theirs')),
        note text not null,
        at text not null,
        actor text not null
      ) strict;
      create index conflict_settlements_by_entry on conflict_settlements (station, seq, hash);

      create table returned_stretches (
        position integer primary key,
        station text not null,
        first integer not null,
        last integer not null
      ) strict;
    `);
  },
};
