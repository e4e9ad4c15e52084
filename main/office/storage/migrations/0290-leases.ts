import type { Migration } from '../types.ts';

/**
 * Serials that a province grants, by station; all views. `serial_runs` holds which serials of a day were used, as
 * stretches without a gap: several stations use serials of one day, and the highest of one says nothing of another's.
 * It is kept from the first lease on. A freeze is of one station: those of other copies come back from the province.
 */
export const migration: Migration = {
  version: 290,
  name: 'leases',
  up(tx) {
    tx.exec(`
      create table serial_leases (
        id text primary key,
        position integer not null unique,
        station text not null,
        agency_code text not null,
        code_format text not null,
        first_day text not null,
        last_day text not null,
        first_serial integer not null,
        last_serial integer not null check (last_serial >= first_serial),
        granted_at text not null,
        taken_at text not null,
        ended_after text
      ) strict, without rowid;
      create index serial_leases_of_station on serial_leases (station, agency_code, code_format, last_day);
      create index serial_leases_of_agency on serial_leases (agency_code, last_day);

      create table serial_runs (
        agency_code text not null,
        day text not null,
        first_serial integer not null,
        last_serial integer not null check (last_serial >= first_serial),
        primary key (agency_code, day, first_serial)
      ) strict, without rowid;

      alter table serial_ranges add column ended_at text;
      create index serial_ranges_open on serial_ranges (agency_code, first_day) where ended_at is null;

      alter table serial_freezes add column station text not null default '';
      update serial_freezes set station = coalesce((
        select c.station from journal_entries e join journal_chains c on c.id = e.chain_id
        where e.position = serial_freezes.position), '');
      create index serial_releases_by_day on serial_releases (day);
      create index serial_freezes_open on serial_freezes (station) where released is null;
    `);
  },
};
