import type { Migration } from '../types.ts';

/**
 * Corrections and cancellations. What was written before is revision 1 and not cancelled, which is what the defaults
 * say and what a rebuild gives. The contents of earlier revisions stay in their entries.
 * `superseded`: the paper of a print order lost its place before it came out; it is never printed and asks nobody.
 */
export const migration: Migration = {
  version: 120,
  name: 'corrections',
  up(tx) {
    tx.exec(`
      alter table dossiers add column revision integer not null default 1 check (revision >= 1);
      alter table dossiers add column cancelled_at text;
      alter table print_jobs add column revision integer not null default 1 check (revision >= 1);
      alter table print_jobs add column superseded integer not null default 0 check (superseded in (0, 1));
      alter table printed_papers add column revision integer not null default 1 check (revision >= 1);
    `);
  },
};
