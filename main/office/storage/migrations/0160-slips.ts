import type { Migration } from '../types.ts';

/**
 * Slips: `slip` says of a dossier that nothing was received, only papers asked for or the matter refused; `follows` is
 * the slip that a person came back with. A slip has the empty text for its due minute.
 * `others`: how many co-applicants a dossier has, for lists. `paper` of a print order gets the kinds of slips; SQLite
 * changes the check of a column only by a new column.
 */
export const migration: Migration = {
  version: 160,
  name: 'slips',
  up(tx) {
    tx.exec(`
      alter table dossiers add column slip text check (slip in ('supplement', 'refusal'));
      alter table dossiers add column follows text;
      create index dossiers_by_follows on dossiers (follows) where follows is not null;
      alter table dossiers add column others integer not null default 0 check (others >= 0);
      update dossiers set others = (select max(a.place) from dossier_applicants a where a.dossier_n = dossiers.n)
        where n in (select dossier_n from dossier_applicants where place > 0);

      alter table erased_dossiers add column slip text check (slip in ('supplement', 'refusal'));

      alter table print_jobs drop column paper;
      alter table print_jobs add column paper text not null default 'receipt'
        check (paper in ('receipt', 'supplement-slip', 'refusal-slip'));
    `);
  },
};
