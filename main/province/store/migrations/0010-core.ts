import type { Migration } from '../migrate.ts';

/**
 * What every room of the province relies on. Ids and codes sort by bytes (`collate "C"`): no language's order is asked
 * for, and comparing is cheap. Times are office timestamps, days are dates; `at` and `mono` of entries are milliseconds.
 */
export const migration: Migration = {
  version: 10,
  name: 'core',
  script: `
    create table province (
      id text collate "C" primary key,
      name text not null,
      created_at text not null,
      single boolean not null default true unique check (single)
    );

    create table province_keys (
      kid text collate "C" primary key,
      use text not null check (use in ('sign', 'encrypt')),
      public jsonb not null,
      secret text not null,
      valid_from text not null,
      valid_to text not null,
      retired_at text
    );

    -- id: the office's own once it is enrolled; before that the id of this record.
    create table offices (
      id text collate "C" primary key,
      record_id text collate "C" not null unique,
      name text not null,
      agency_code text collate "C" not null default '',
      code_format text collate "C" not null default '',
      first_serial integer not null default 1 check (first_serial >= 1),
      last_serial integer not null default 9999 check (last_serial >= first_serial),
      lease_days integer not null default 60 check (lease_days between 1 and 400),
      state text not null check (state in ('invited', 'waiting', 'enrolled', 'revoked')),
      created_at text not null,
      enrolled_at text,
      last_contact_at text,
      program text,
      skew_ms bigint,
      feed_n bigint not null default 0,
      -- mono of the entry that set its present keys, or when it asked to be let in, by its own clock (milliseconds): an
      -- older one that comes later changes nothing.
      keys_mono bigint not null default 0,
      -- When it last asked to be let in, by its own clock (milliseconds), and the station that did: what was numbered
      -- before was its own issuing (L10). Null: not known.
      asked_mono bigint,
      asked_station text collate "C",
      -- Whether it ever sent an erasing entry: only then has anything to be looked up in erasures.
      erases boolean not null default false,
      -- Whether a file that it named may still be to come.
      wants_files boolean not null default false
    );

    create table office_keys (
      kid text collate "C" primary key,
      office text collate "C" not null references offices (id) on update cascade,
      use text not null check (use in ('sign', 'encrypt')),
      public jsonb not null,
      valid_from text not null,
      valid_to text not null,
      revoked_at text
    );
    create index office_keys_by_office on office_keys (office);

    -- The head of each station's main line. bound_from: from this seq on its numbers must lie in leases (L10). begun: mono
    -- of its first entry.
    create table stations (
      office text collate "C" not null,
      station text collate "C" not null,
      seq integer not null,
      hash bytea not null,
      mono bigint not null,
      bound_from integer,
      begun bigint not null default 0,
      primary key (office, station)
    );

    -- Stations that the administrator declared ended: they get no numbers any more.
    create table ended_stations (
      office text collate "C" not null,
      station text collate "C" not null,
      ended_at text not null,
      primary key (office, station)
    );

    -- Other lines of a station (P11): where they leave the main one, and how far they are known.
    create table forks (
      office text collate "C" not null,
      station text collate "C" not null,
      fork integer not null check (fork >= 1),
      first_seq integer not null,
      seq integer not null,
      hash bytea not null,
      mono bigint not null,
      primary key (office, station, fork)
    );

    -- fork 0 is the main line. kept: what the kind keeps of an erased body (J12). read: false for a kind or version that
    -- this release does not know (J14).
    create table entries (
      office text collate "C" not null,
      station text collate "C" not null,
      seq integer not null check (seq >= 1),
      fork integer not null check (fork >= 0),
      at bigint not null,
      mono bigint not null,
      v integer not null,
      read boolean not null,
      state text not null check (state in ('accepted', 'rejected', 'conflict')),
      actor text not null,
      subject text collate "C" not null,
      kind text collate "C" not null,
      body_hash bytea not null,
      prev bytea not null,
      hash bytea not null,
      salt bytea,
      code text,
      message text,
      against jsonb,
      settled jsonb,
      erased_by jsonb,
      kept jsonb,
      body text,
      primary key (office, station, seq, fork),
      check ((salt is null) = (body is null))
    );
    create index entries_open on entries (office, station, seq) where state <> 'accepted';
    create index entries_unread on entries (office, station, seq) where not read;

    create function entries_stay() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        raise exception 'entries are append-only';
      end if;
      if (new.office, new.station, new.seq, new.fork, new.at, new.mono, new.v, new.actor, new.subject, new.kind,
          new.body_hash, new.prev, new.hash)
         is distinct from
         (old.office, old.station, old.seq, old.fork, old.at, old.mono, old.v, old.actor, old.subject, old.kind,
          old.body_hash, old.prev, old.hash)
         or (new.body is not null and (new.body is distinct from old.body or new.salt is distinct from old.salt))
         or (new.body is null and old.body is not null and new.erased_by is null) then
        raise exception 'entries are append-only';
      end if;
      return new;
    end $$;
    create trigger entries_stay before update or delete on entries
      for each row execute function entries_stay();

    -- What erasing entries name (P15), also what has not come yet: it loses its body on arrival. By subject too: under one
    -- seq of two copies may be entries of two (P11).
    create table erasures (
      office text collate "C" not null,
      station text collate "C" not null,
      seq integer not null,
      subject text collate "C" not null,
      by_station text collate "C" not null,
      by_seq integer not null,
      kept jsonb,
      primary key (office, station, seq, subject)
    );

    -- What the office is told, in order. accepted: seq to last_seq; else one entry.
    create table verdicts (
      office text collate "C" not null,
      n bigint not null,
      station text collate "C" not null,
      seq integer not null,
      last_seq integer not null,
      state text not null,
      hash text,
      code text,
      message text,
      against jsonb,
      primary key (office, n)
    );

    -- What is shown and counted of a dossier; nothing of a person. station, seq, entry_hash: the entry that made the
    -- present revision.
    -- check_hash: see checkHash; null once erased. slip: nothing was received (request for supplement, refusal).
    create table dossiers (
      id text collate "C" primary key,
      office text collate "C" not null,
      station text collate "C" not null,
      seq integer not null,
      revision integer not null,
      received_day date not null,
      cancelled boolean not null default false,
      erased boolean not null default false,
      slip boolean not null default false,
      sample boolean not null default false,
      entry_hash bytea not null,
      code text collate "C" not null,
      code_key text collate "C" not null,
      check_hash text collate "C",
      state text not null,
      field text not null,
      procedure_code text not null,
      procedure_name text not null,
      received_at text not null,
      due_at text,
      finished_at text
    );
    create index dossiers_by_day on dossiers (received_day, office);

    -- elsewhere: another system issued it; a dossier whose own code it is takes it over.
    create table dossier_codes (
      code_key text collate "C" primary key,
      dossier text collate "C" not null,
      elsewhere boolean not null default false
    );

    create table day_counts (
      office text collate "C" not null,
      day date not null,
      accepted integer not null default 0,
      rejected integer not null default 0,
      conflict integer not null default 0,
      primary key (office, day)
    );

    -- Files that accepted entries name, by SHA-256. pending: not seen among the attachments yet.
    create table wanted_files (
      office text collate "C" not null,
      sha256 text collate "C" not null,
      station text collate "C" not null,
      seq integer not null,
      bytes bigint not null,
      pending boolean not null default true,
      primary key (office, station, seq, sha256)
    );
    create index wanted_files_by_hash on wanted_files (sha256);
    create index wanted_files_pending on wanted_files (office) where pending;

    create table lease_scopes (
      id bigint generated always as identity primary key,
      agency_code text collate "C" not null,
      code_format text collate "C" not null,
      unique (agency_code, code_format)
    );

    -- ended_after does not free its serials: they are not granted again (L9). Ranges of one number stand in for
    -- equality, which GiST can't compare for numbers without an extension.
    create table leases (
      id text collate "C" primary key,
      office text collate "C" not null references offices (id) on update cascade,
      station text collate "C" not null,
      scope bigint not null references lease_scopes (id),
      first_day date not null,
      last_day date not null,
      first_serial integer not null check (first_serial >= 1),
      last_serial integer not null check (last_serial >= first_serial),
      granted_at text not null,
      ended_after date,
      check (last_day >= first_day),
      constraint leases_never_overlap exclude using gist (
        int8range(scope, scope, '[]') with &&,
        daterange(first_day, last_day, '[]') with &&,
        int4range(first_serial, last_serial, '[]') with &&
      )
    );
    create index leases_by_office on leases (office, last_day);

    -- Why an office got no numbers when it last asked; gone once it got some.
    create table lease_refusals (
      office text collate "C" not null,
      station text collate "C" not null,
      agency_code text collate "C" not null,
      code_format text collate "C" not null,
      code text not null,
      message text not null,
      at text not null,
      primary key (office, station, agency_code, code_format)
    );

    do $$ begin
      -- Four times quicker than the default where the server was built with it.
      alter table entries alter column body set compression lz4;
    exception when feature_not_supported or invalid_parameter_value then null;
    end $$;
  `,
};
