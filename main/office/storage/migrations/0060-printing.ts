import type { Migration } from '../types.ts';

/**
 * Print orders and printed papers. `print_jobs` is state, not history: what became of a paper is an entry, and
 * `printed_papers` the view of it. The index of jobs not settled is partial: nearly all of a million jobs are printed.
 */
export const migration: Migration = {
  version: 60,
  name: 'printing',
  up(tx) {
    tx.exec(`
      create table print_jobs (
        n integer primary key,
        id text not null unique,
        station text not null,
        dossier_id text not null,
        paper text not null check (paper in ('receipt')),
        title text not null,
        code text not null,
        request_id text,
        actor text not null,
        printer_id text not null,
        printer_name text not null,
        layout text not null check (layout in ('a5', 'a4-two')),
        copies integer not null check (copies > 0),
        reprint integer not null check (reprint >= 0),
        source_sha256 text,
        sha256 text,
        form text,
        state text not null check (state in ('waiting', 'making', 'printing', 'printed', 'unknown', 'failed', 'expired')),
        attempts integer not null,
        problem text,
        created_at integer not null,
        expires_at integer not null
      ) strict;
      create index print_jobs_by_dossier on print_jobs (dossier_id);
      create index print_jobs_not_settled on print_jobs (n) where state <> 'printed';
      create unique index print_jobs_by_request on print_jobs (request_id) where request_id is not null;

      create table printed_papers (
        id text primary key,
        position integer not null,
        dossier_id text not null,
        title text not null,
        form text not null,
        sha256 text not null,
        printer text not null,
        copies integer not null,
        reprint integer not null,
        outcome text not null check (outcome in ('printed', 'unknown', 'failed')),
        printed_at text not null,
        printed_by text not null
      ) strict, without rowid;
      create index printed_papers_by_dossier on printed_papers (dossier_id);
    `);
  },
};
