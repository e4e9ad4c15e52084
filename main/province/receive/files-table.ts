import type { Sql } from '../store/index.ts';

/** A file that an accepted entry names. */
export type NamedFile = { sha256: string; bytes: number; station: string; seq: number };

/** Hashes in one answer; the rest comes with the next. */
const MOST = 500;

/** Notes files to be asked for. */
export async function insertFiles(tx: Sql, office: string, files: readonly NamedFile[]): Promise<void> {
  await tx.query(
    `insert into wanted_files (office, sha256, station, seq, bytes)
     select $1, sha256, station, seq, bytes
     from json_to_recordset($2::json) as f(sha256 text, station text, seq integer, bytes bigint)
     on conflict (office, station, seq, sha256) do nothing`,
    [office, JSON.stringify(files)],
  );
}

/** SHA-256 of files that the province does not have yet (P19). What has come meanwhile is not looked at again. */
export async function pendingFiles(tx: Sql, office: string): Promise<string[]> {
  const rows = await tx.query<{ sha256: string; there: boolean }>(
    `select distinct w.sha256, exists (select 1 from attachments a where a.sha256 = w.sha256 collate "default") as there
     from wanted_files w where w.office = $1 and w.pending order by w.sha256`,
    [office],
  );
  const there = rows.filter((row) => row.there).map(({ sha256 }) => sha256);
  if (there.length > 0) {
    await tx.query(
      'update wanted_files set pending = false where office = $1 and pending and sha256 = any($2::text[])',
      [office, there],
    );
  }
  return rows
    .filter((row) => !row.there)
    .slice(0, MOST)
    .map(({ sha256 }) => sha256);
}

/** Entries were erased: what they named is not asked for any more, and goes where nothing else names it (P15). */
export async function forgetFiles(
  tx: Sql,
  office: string,
  entries: readonly { station: string; seq: number }[],
): Promise<void> {
  const gone = await tx.query<{ sha256: string }>(
    `delete from wanted_files w using json_to_recordset($2::json) as e(station text, seq integer)
     where w.office = $1 and w.station = e.station and w.seq = e.seq returning w.sha256`,
    [office, JSON.stringify(entries)],
  );
  const hashes = [...new Set(gone.map(({ sha256 }) => sha256))];
  if (hashes.length === 0) return;
  // An upload that has not ended is one of the same file.
  await tx.query(
    `with free as (
       select h.sha256 from unnest($1::text[]) as h(sha256)
       where not exists (select 1 from wanted_files w where w.sha256 = h.sha256 collate "C")
     ), gone as (
       delete from attachments where sha256 in (select sha256 from free)
     )
     delete from uploads where sha256 in (select sha256 from free)`,
    [hashes],
  );
}
