import { type Dossier, searchTextOfDossier } from '#shared/dossier/index.ts';
import { sql } from '../sql.ts';
import type { Migration, MigrationTx } from '../types.ts';

const PAGE = 1_000;

/**
 * What a list shows of a dossier, so that no row's document is read for it: whether a slip was continued, whether the
 * result was handed over at once (nothing is due then), the fee in đồng, and how many required papers were missing.
 * Slips get the marks of their numbers in the search index.
 */
export const migration: Migration = {
  version: 180,
  name: 'row-members',
  up(tx) {
    tx.exec(`
      alter table dossiers add column followed integer not null default 0 check (followed in (0, 1));
      alter table dossiers add column at_once integer not null default 0 check (at_once in (0, 1));
      alter table dossiers add column fee_amount integer not null default 0 check (fee_amount >= 0);
      alter table dossiers add column missing integer not null default 0 check (missing >= 0);
    `);
    for (let after = 0; ; ) {
      const rows = tx.all(sql`
        select n, slip, document from dossiers where n > ${after} order by n limit ${PAGE}`);
      for (const row of rows) after = fill(tx, row as Row);
      if (rows.length < PAGE) break;
    }
  },
};

type Row = { n: number; slip: string | null; document: string };

/** Most dossiers cost nothing and miss nothing: their row is not written again. */
function fill(tx: MigrationTx, { n, slip, document }: Row): number {
  // Written by this program from what it had parsed; parsing a million of them again would take a minute more.
  const dossier = JSON.parse(document) as Partial<Dossier>;
  const followed = (dossier.followedBy ?? null) === null ? 0 : 1;
  const atOnce = dossier.atOnce === true ? 1 : 0;
  const amount = dossier.fee?.amount ?? 0;
  const missing = dossier.missingPapers?.length ?? 0;
  if (followed + atOnce + amount + missing > 0) {
    tx.run(sql`
      update dossiers set followed = ${followed}, at_once = ${atOnce}, fee_amount = ${amount}, missing = ${missing},
        due_at = ${atOnce === 1 ? '' : (dossier.due?.at ?? '')}
      where n = ${n}`);
  }
  if (slip !== null) {
    tx.run(sql`delete from dossier_search where rowid = ${n}`);
    tx.run(
      sql`insert into dossier_search (rowid, terms) values (${n}, ${searchTextOfDossier(dossier as Dossier)})`,
    );
  }
  return n;
}
