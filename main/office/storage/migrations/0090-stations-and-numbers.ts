import type { Migration } from '../types.ts';

/**
 * Stations under which this database was written, when its clock was in doubt, and numbers that may have been issued
 * by a copy of it. All of them views.
 */
export const migration: Migration = {
  version: 90,
  name: 'stations-and-numbers',
  up(tx) {
    tx.exec(`
      create table stations (
        position integer primary key,
        station text not null,
        reason text not null,
        begun_at text not null,
        document text not null
      ) strict;

      create table clock_notices (
        position integer primary key,
        at text not null,
        trouble text,
        trusted integer not null,
        told_by text not null,
        actor text not null
      ) strict;

      create table serial_freezes (
        position integer primary key,
        at text not null,
        reason text not null,
        from_day text,
        released integer
      ) strict;

      create table serial_releases (
        position integer primary key,
        at text not null,
        actor text not null,
        day text,
        document text not null
      ) strict;

      create table register_volumes (
        volume text primary key,
        last_number integer not null
      ) strict, without rowid;

      create index dossier_codes_provisional on dossier_codes (dossier_n) where kind = 'provisional';
    `);
  },
};
