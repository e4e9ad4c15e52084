import type { Migration } from '../migrate.ts';

/**
 * Files that entries name. An upload's rows of bytes become the file itself: `attachments` only says which upload has
 * the hash, so that nothing is copied when the last byte has come. Times are milliseconds since 1970.
 */
export const migration: Migration = {
  version: 110,
  name: 'attachments',
  script: `
    create table uploads (
      id text primary key,
      office text not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      size bigint not null check (size > 0),
      have bigint not null check (have between 0 and size),
      created_at bigint not null,
      moved_at bigint not null,
      unique (office, sha256, size)
    );
    create index uploads_moved on uploads (moved_at);

    create table upload_chunks (
      upload text not null references uploads (id) on delete cascade,
      first_byte bigint not null,
      bytes bytea not null,
      primary key (upload, first_byte)
    );
    alter table upload_chunks alter column bytes set storage external;

    create table attachments (
      sha256 text primary key,
      upload text not null references uploads (id),
      office text not null,
      bytes bigint not null,
      stored_at bigint not null
    );
  `,
};
