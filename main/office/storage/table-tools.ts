import { createHash } from 'node:crypto';
import { identifier, type SqlValue, sqlFromText } from './sql.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/**
 * SHA-256 (hex) over all rows of a table in the order of its primary key (rowid without one): equal digests mean equal
 * tables. Each value enters with its type and length, so that no two different rows look alike.
 */
export function tableDigest(db: ReadableDb, table: string): string {
  const columns = columnsOf(db, table);
  const key = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
  const order = key.length > 0 ? key.map((column) => identifier(column.name)).join(', ') : 'rowid';
  const list = columns.map((column) => identifier(column.name)).join(', ');
  const hash = createHash('sha256');
  hash.update(columns.map((column) => column.name).join(','));
  for (const row of db.iterate(sqlFromText(`select ${list} from ${identifier(table)} order by ${order}`))) {
    for (const value of Object.values(row as Record<string, SqlValue>)) hash.update(encode(value));
  }
  return hash.digest('hex');
}

/** Empties a table: of an ordinary one the rows, of a contentless FTS5 table the whole index. */
export function clearTableInTx(tx: WritableDb, table: string, form: 'rows' | 'fts'): void {
  const name = identifier(table);
  tx.run(
    form === 'fts'
      ? sqlFromText(`insert into ${name} (${name}) values ('delete-all')`)
      : sqlFromText(`delete from ${name}`),
  );
}

/**
 * One step of merging an FTS5 index into a single part, about `pages` pages long: words of deleted rows stand in the
 * parts written before and leave the file only so. `first` begins anew. False when nothing was left to merge.
 */
export function mergeIndexInTx(
  tx: WritableDb,
  table: string,
  options: { pages: number; first: boolean },
): boolean {
  const name = identifier(table);
  const pages = options.first ? -options.pages : options.pages;
  const before = totalChanges(tx);
  tx.run(sqlFromText(`insert into ${name} (${name}, rank) values ('merge', ?)`, [pages]));
  // FTS5's own measure: the command itself counts as one change.
  return totalChanges(tx) - before >= 2;
}

function totalChanges(db: ReadableDb): number {
  return Number(Object.values(db.one(sqlFromText('select total_changes()')) as Record<string, SqlValue>)[0]);
}

type Column = { name: string; pk: number };

function columnsOf(db: ReadableDb, table: string): Column[] {
  const rows = db.all(sqlFromText('select name, pk from pragma_table_info(?) order by cid', [table]));
  if (rows.length === 0) throw new Error(`no such table: ${table}`);
  return rows.map((row) => {
    const { name, pk } = row as Record<string, unknown>;
    return { name: String(name), pk: Number(pk) };
  });
}

function encode(value: SqlValue): Buffer {
  if (value === null) return Buffer.from('n;');
  if (value instanceof Uint8Array) return Buffer.concat([Buffer.from(`b${value.length}:`), value]);
  const text = Buffer.from(String(value));
  return Buffer.concat([Buffer.from(`${typeof value === 'string' ? 's' : 'i'}${text.length}:`), text]);
}
