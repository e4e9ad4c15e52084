import { type Applicant, type Dossier, describeState, personKey } from '#shared/dossier/index.ts';
import { fold } from '#shared/text/index.ts';
import { sql } from '../sql.ts';
import type { Migration, MigrationTx } from '../types.ts';

const PAGE = 1_000;

/**
 * Everybody in whose name a dossier is, one row each, found by number and by name with birth: what a form is compared
 * with before it is received. `number_key`: as `personKey`; `open`: not at an end and not cancelled. The first index
 * answers "this number, another name", the second "this name and birth, another number", the third "still open here".
 * `visit`: the first dossier of the visit in which one was handed in, null in that one itself.
 * An organisation received before is offered with who spoke for it.
 */
export const migration: Migration = {
  version: 150,
  name: 'applicants',
  up(tx) {
    tx.exec(`
      create table dossier_applicants (
        dossier_n integer not null references dossiers (n),
        place integer not null,
        number_key text,
        old_number text,
        name text not null,
        name_key text not null,
        birth text,
        procedure_code text not null,
        open integer not null check (open in (0, 1)),
        primary key (dossier_n, place)
      ) strict, without rowid;
      create index dossier_applicants_by_number on dossier_applicants (number_key, name_key)
        where number_key is not null;
      create index dossier_applicants_by_name on dossier_applicants (name_key, birth, number_key)
        where birth is not null;
      create index dossier_applicants_open on dossier_applicants (number_key, procedure_code, dossier_n)
        where open = 1 and number_key is not null;

      alter table dossiers add column visit text;
      create index dossiers_by_visit on dossiers (visit) where visit is not null;

      alter table known_citizens add column representative_name text;
      alter table known_citizens add column representative_position text;
    `);
    fill(tx);
  },
};

function fill(tx: MigrationTx): void {
  for (let after = 0; ; ) {
    const rows = tx.all(sql`select n, document from dossiers where n > ${after} order by n limit ${PAGE}`);
    for (const row of rows) {
      const { n, document } = row as { n: number; document: string };
      // Written by this program from what it had parsed. Before this migration there was one applicant, a person.
      const dossier = JSON.parse(document) as Pick<Dossier, 'state' | 'procedure'> & {
        applicant: Applicant;
        cancelled?: unknown;
      };
      const { name, idNumber, oldNumber, birth } = dossier.applicant;
      const open = describeState(dossier.state).terminal || (dossier.cancelled ?? null) !== null ? 0 : 1;
      tx.run(sql`
        insert into dossier_applicants (dossier_n, place, number_key, old_number, name, name_key, birth, procedure_code, open)
        values (${n}, 0, ${personKey('person', idNumber)}, ${oldNumber}, ${name}, ${fold(name)}, ${birth},
                ${dossier.procedure.code}, ${open})`);
      after = n;
    }
    if (rows.length < PAGE) return;
  }
}
