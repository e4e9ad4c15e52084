import { identifier, type SqlValue, sqlFromText } from './sql.ts';
import type { ReadableDb, ReadOnlyDatabase, WritableDb } from './types.ts';

/** What could be taken over of a table. `whole` is false where a part of it could not be read. */
export type SalvagedTable = { readonly rows: number; readonly whole: boolean };

/**
 * Takes over the rows of a table that can be read, from both of its ends towards what is damaged. Columns that only one
 * of the two databases has are left out; a row that is there already stays. A virtual table has nothing of its own.
 */
export function salvageTableInTx(from: ReadOnlyDatabase, tx: WritableDb, table: string): SalvagedTable {
  const name = identifier(table);
  const schema = tx.find(sqlFromText('select sql from sqlite_schema where name = ?', [table]));
  if (/^create virtual/i.test(String((schema as { sql?: unknown } | undefined)?.sql))) {
    return { rows: 0, whole: true };
  }
  const columns = columnsOf(tx, table);
  let there: Set<string>;
  try {
    there = new Set(columnsOf(from, table).map((column) => column.name));
  } catch {
    return { rows: 0, whole: false };
  }
  if (there.size === 0) return { rows: 0, whole: true };
  const common = columns.filter((column) => there.has(column.name));
  const list = common.map((column) => identifier(column.name)).join(', ');
  const keys = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
  const order = (direction: string) =>
    keys.length === 0
      ? `rowid ${direction}`
      : keys.map((key) => `${identifier(key.name)} ${direction}`).join(', ');
  const marks = common.map(() => '?').join(', ');
  const insert = `insert or ignore into ${name} (${list}) values (${marks})`;
  let rows = 0;
  let whole = true;
  for (const direction of ['asc', 'desc']) {
    try {
      for (const row of from.iterate(
        sqlFromText(`select ${list} from ${name} order by ${order(direction)}`),
      )) {
        const values = Object.values(row as Record<string, SqlValue>);
        rows += tx.run(sqlFromText(insert, values)).changes;
      }
      break;
    } catch {
      whole = false;
    }
  }
  return { rows, whole };
}

type Column = { name: string; pk: number };

function columnsOf(db: ReadableDb, table: string): Column[] {
  return db.all(sqlFromText('select name, pk from pragma_table_info(?) order by cid', [table])).map((row) => {
    const { name, pk } = row as Record<string, unknown>;
    return { name: String(name), pk: Number(pk) };
  });
}
