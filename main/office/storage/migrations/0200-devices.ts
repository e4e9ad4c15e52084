import type { Migration } from '../types.ts';

/**
 * Devices of stations and orders of tickets' paper. `ticket_jobs` is state, not history: a ticket is no paper of record,
 * and orders of past days are removed. `device_marks`: whether the device of these settings ever answered.
 */
export const migration: Migration = {
  version: 200,
  name: 'devices',
  up(tx) {
    tx.exec(`
      create table device_settings (
        station text not null,
        device text not null,
        settings text not null,
        primary key (station, device)
      ) strict, without rowid;

      create table device_marks (
        station text not null,
        device text not null,
        settings text not null,
        primary key (station, device)
      ) strict, without rowid;

      create table ticket_jobs (
        n integer primary key,
        id text not null unique,
        station text not null,
        ticket_id text,
        number text not null,
        paper text not null,
        state text not null check (state in ('waiting', 'printing', 'printed', 'unknown', 'failed', 'expired')),
        settled integer not null default 0 check (settled in (0, 1)),
        attempts integer not null default 0,
        problem text,
        created_at integer not null,
        expires_at integer not null
      ) strict;
      create index ticket_jobs_not_settled on ticket_jobs (n) where settled = 0;
      create index ticket_jobs_by_ticket on ticket_jobs (ticket_id) where ticket_id is not null;
    `);
  },
};
