import type { Migration } from '../types.ts';

/**
 * What was signed. Views: attached PDFs, signatures, the files they made (oldest first by position; the newest of a
 * document is the one in force), trusted certificates. State: batches with their files, and when what is pending is tried
 * again.
 */
export const migration: Migration = {
  version: 260,
  name: 'signing',
  up(tx) {
    tx.exec(`
      create table attachments (
        id text primary key,
        position integer not null unique,
        dossier_id text,
        request_id text not null unique,
        title text not null,
        file_name text not null,
        sha256 text not null,
        bytes integer not null,
        added_at text not null,
        added_by text not null
      ) strict, without rowid;
      create index attachments_by_dossier on attachments (dossier_id, position) where dossier_id is not null;
      create index attachments_standalone on attachments (position) where dossier_id is null;
      create index attachments_by_hash on attachments (sha256);

      create table signatures (
        position integer primary key,
        id text not null unique,
        document_id text not null,
        dossier_id text,
        role text not null check (role in ('organisation', 'person')),
        fingerprint text not null,
        certificate text not null,
        token_kind text not null,
        training integer not null check (training in (0, 1)),
        signed_at text not null,
        signed_by text not null,
        timestamp text not null check (timestamp in ('off', 'pending', 'added')),
        validation text not null check (validation in ('off', 'pending', 'added'))
      ) strict;
      create index signatures_by_document on signatures (document_id, position);
      create index signatures_by_dossier on signatures (dossier_id) where dossier_id is not null;
      create index signatures_pending on signatures (position) where timestamp = 'pending' or validation = 'pending';

      create table signed_files (
        position integer primary key,
        document_id text not null,
        dossier_id text,
        title text not null,
        original text not null,
        sha256 text not null,
        bytes integer not null
      ) strict;
      create index signed_files_by_document on signed_files (document_id, position);
      create index signed_files_by_dossier on signed_files (dossier_id) where dossier_id is not null;
      create index signed_files_by_hash on signed_files (sha256);
      create index signed_files_by_original on signed_files (original);

      create table trusted_roots (
        fingerprint text primary key,
        position integer not null,
        owner text not null,
        der blob not null,
        added_at text not null,
        added_by text not null
      ) strict, without rowid;

      create table signing_batches (
        n integer primary key,
        id text not null unique,
        request_id text not null unique,
        station text not null,
        actor text not null,
        actor_name text not null,
        state text not null check (state in ('running', 'paused', 'done')),
        role text not null check (role in ('organisation', 'person')),
        certificate text not null,
        token_kind text not null,
        training integer not null check (training in (0, 1)),
        problem text,
        token_problem text,
        created_at text not null
      ) strict;
      create index signing_batches_open on signing_batches (n) where state <> 'done';

      create table signing_rows (
        batch_id text not null,
        n integer not null,
        document_id text not null,
        dossier_id text,
        code text not null,
        title text not null,
        state text not null check (state in ('waiting', 'signing', 'signed', 'failed', 'skipped')),
        made text,
        sha256 text,
        signed_at text,
        problem text,
        token_problem text,
        primary key (batch_id, n)
      ) strict, without rowid;
      create index signing_rows_by_dossier on signing_rows (dossier_id) where dossier_id is not null;
      create index signing_rows_by_document on signing_rows (document_id);
      create index signing_rows_under_way on signing_rows (batch_id, n) where state = 'signing';

      create table signing_tries (
        document_id text primary key,
        tries integer not null,
        next_at integer not null,
        problem text,
        made text
      ) strict, without rowid;
    `);
  },
};
