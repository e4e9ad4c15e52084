import { z } from 'zod';
import { applyFollowed, Dossier } from '#shared/dossier/index.ts';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';
import { updateDossierInTx } from './dossiers-table.ts';

const FollowerRow = z.object({ id: z.string() });
const DocumentRow = z.object({ document: z.string() });
const SlipRow = z.object({ n: z.int(), document: z.string() });

/** The dossier that was received when a person came back with this slip: the first one that was not cancelled. */
export function followerQuery(slip: string): Sql {
  return sql`select id from dossiers where follows = ${slip} and cancelled_at is null order by n limit 1`;
}

/** All that were received from a slip, those cancelled since included, in the journal's order. */
export function followersQuery(slip: string): Sql {
  return sql`select document from dossiers where follows = ${slip} order by n`;
}

/** The dossiers of `followersQuery`. */
export function findFollowers(db: ReadableDb, slip: string): Dossier[] {
  return db.all(followersQuery(slip)).map((row) => {
    const { document } = DocumentRow.parse(row);
    return Dossier.parse(JSON.parse(document));
  });
}

/**
 * Says in a slip who follows it, made anew from the dossiers that are there: whatever adds, cancels or removes a
 * dossier calls it with the slip that this one follows, in any order of entries. A slip that is not there was erased.
 */
export function renewFollowedInTx(tx: WritableDb, slip: string | undefined): void {
  if (slip === undefined) return;
  const row = tx.find(sql`select n, document from dossiers where id = ${slip} and slip is not null`);
  if (row === undefined) return;
  const { n, document } = SlipRow.parse(row);
  const before = Dossier.parse(JSON.parse(document));
  const followedBy = findFollower(tx, slip) ?? null;
  if (before.followedBy !== followedBy) updateDossierInTx(tx, n, applyFollowed(before, followedBy));
}

function findFollower(db: ReadableDb, slip: string): string | undefined {
  const row = db.find(followerQuery(slip));
  return row === undefined ? undefined : FollowerRow.parse(row).id;
}
