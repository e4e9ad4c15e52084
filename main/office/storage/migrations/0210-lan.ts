import type { Migration } from '../types.ts';

/**
 * The office on its LAN: whether it is open, its devices (views of the local chain), and what must never be journalled:
 * the key and certificate of the office, and the hashes of the devices' tokens.
 */
export const migration: Migration = {
  version: 210,
  name: 'lan',
  up(tx) {
    tx.exec(`
      create table lan_settings (
        id integer primary key check (id = 1),
        open integer not null check (open in (0, 1)),
        address text not null,
        port integer not null,
        station text not null
      ) strict;

      create table hall_devices (
        id text primary key,
        kind text not null check (kind in ('counter', 'kiosk', 'board')),
        name text not null,
        station text,
        paired_at text not null,
        revoked_at text
      ) strict, without rowid;

      create table hall_device_tokens (
        device text primary key,
        digest blob not null unique,
        last_seen_at text not null
      ) strict, without rowid;

      create table lan_identity (
        id integer primary key check (id = 1),
        private_key blob not null,
        certificate blob not null
      ) strict;
    `);
  },
};
