import type { Migration } from '../types.ts';

/** People with accounts, and the newest value of each setting. Both are views of the local chain. */
export const migration: Migration = {
  version: 20,
  name: 'people-and-settings',
  up(tx) {
    tx.exec(`
      create table users (
        id text primary key,
        login text not null,
        login_key text not null unique,
        name text not null,
        role text not null check (role in ('clerk', 'administrator')),
        counter text not null,
        active integer not null check (active in (0, 1))
      ) strict, without rowid;

      create table settings (
        key text primary key,
        value text not null
      ) strict, without rowid;
    `);
  },
};
