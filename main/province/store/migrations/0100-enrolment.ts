import type { Migration } from '../migrate.ts';

/**
 * How offices are let in. `invitations.code_hash` is all that is kept of a code. `enrol_requests` holds what came by
 * stick until a person compared the fingerprints; `decision`: null while it waits.
 * Times are milliseconds since 1970.
 */
export const migration: Migration = {
  version: 100,
  name: 'enrolment',
  script: `
    create table invitations (
      id text primary key,
      office text collate "C" not null references offices (id) on update cascade on delete cascade,
      code_hash text not null unique,
      created_at bigint not null,
      expires_at bigint not null,
      ended_at bigint,
      used_at bigint,
      used_by_kid text
    );
    create index invitations_office on invitations (office);

    create table enrol_requests (
      id text primary key,
      office text collate "C" not null,
      sha256 text not null unique,
      container bytea not null,
      name text not null,
      agency_code text not null,
      code_format text not null,
      kid text not null,
      fingerprint text not null,
      arrived_at bigint not null,
      decided_at bigint,
      decision text check (decision in ('approved', 'rejected'))
    );
    create index enrol_requests_waiting on enrol_requests (arrived_at) where decision is null;

    create table rates (
      what text not null,
      who text not null,
      free_at bigint not null,
      primary key (what, who)
    );
  `,
};
