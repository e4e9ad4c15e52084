import type { Migration } from '../migrate.ts';

/** Who administers the province and what they did, its settings, and the packs it published. */
export const migration: Migration = {
  version: 200,
  name: 'people',
  script: `
    create table people (
      id text primary key,
      -- As it is compared: lower case.
      login text not null unique,
      name text not null,
      role text not null check (role in ('administrator', 'viewer')),
      -- JSON; see people/password.ts.
      verifier text not null,
      active boolean not null,
      created_at text not null
    );

    create table sessions (
      -- SHA-256 of the token that only the browser has.
      token_hash text primary key,
      person text not null references people (id),
      csrf text not null,
      opened_at text not null,
      last_used_at text not null
    );
    create index sessions_of_person on sessions (person);

    create table sign_in_failures (
      -- 'login …', 'origin …' or 'setup …'.
      key text primary key,
      count integer not null,
      until text not null
    );

    create table settings (
      key text primary key,
      -- JSON.
      value text not null
    );

    create table audit (
      n integer generated always as identity primary key,
      at text not null,
      -- Null where nobody was signed in.
      person text,
      name text not null,
      action text not null,
      subject text not null,
      detail text not null
    );

    create table packs (
      kind text not null check (kind in ('catalogue', 'calendar', 'forms')),
      version integer not null check (version >= 1),
      title text not null,
      effective_from text not null,
      source text not null,
      sha256 text not null unique,
      bytes integer not null,
      -- The signed container as every office gets it.
      container bytea not null,
      -- JSON of what is in it, for comparing.
      content text not null,
      published_at text not null,
      published_by text not null,
      primary key (kind, version)
    );

    -- A pack that waits for somebody to have looked at its differences.
    create table pack_drafts (
      id text primary key,
      person text not null references people (id),
      kind text not null,
      title text not null,
      effective_from text not null,
      source text not null,
      content text not null,
      created_at text not null
    );

    -- Answer files that wait to be taken to the office.
    create table answer_files (
      id text primary key,
      name text not null,
      office text,
      what text not null,
      bytes bytea not null,
      created_at text not null
    );
    create index answer_files_by_time on answer_files (created_at);

    create function never_changed() returns trigger language plpgsql as $$
    begin
      raise exception '% is never changed', tg_table_name;
    end $$;
    create trigger packs_never_changed before update or delete on packs
      for each row execute function never_changed();
    create trigger audit_never_changed before update or delete on audit
      for each row execute function never_changed();
  `,
};
