import type { Migration } from '../types.ts';

/**
 * What made receptions of a large office slower. Every index whose order is chance costs each of them a page of its own
 * to read, decipher, encipher and write; so there are only those without which something would be slow:
 * - numbers (old ones and telephones, too) are found by the search index since 0110;
 * - what is open under a number is found among the rows of that number.
 * `automerge`: the search index is put together in steps of 16 instead of 4; then each word is written half as often
 * while the index grows, and a search asks about as many parts.
 */
export const migration: Migration = {
  version: 170,
  name: 'fewer-indexes',
  up(tx) {
    tx.exec(`
      drop index dossiers_by_id_number;
      drop index dossiers_by_phone;

      drop index dossier_applicants_open;
      drop index dossier_applicants_by_number;
      create index dossier_applicants_by_number
        on dossier_applicants (number_key, name_key, procedure_code, open)
        where number_key is not null;

      drop index known_citizens_by_old_number;
      alter table known_citizens drop column old_number;

      insert into dossier_search (dossier_search, rank) values ('automerge', 16);
    `);
  },
};
