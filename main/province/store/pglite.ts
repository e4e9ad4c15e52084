import { PGlite, type Transaction, types } from '@electric-sql/pglite';
import type { Driver, ScriptSql } from './postgres.ts';
import { BYTEA, JSON_TEXT, parsers, TEXT } from './types.ts';

/**
 * Opens the embedded PostgreSQL: in a folder, or in memory where none is named, there from `prepared` (a tar of a folder)
 * where it is given. One process only.
 */
export async function openPglite(directory: string | undefined, prepared?: Blob): Promise<Driver> {
  const db = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    ...(prepared === undefined ? {} : { loadDataDir: prepared }),
    parsers: { ...parsers },
    // Its own writes bytes one by one, and takes texts as text only.
    serializers: { [BYTEA]: bytesText, [TEXT]: orUtf8(TEXT), [JSON_TEXT]: orUtf8(JSON_TEXT) },
  });
  const inside = (tx: Transaction, depth: number): ScriptSql => ({
    async query<Row>(text: string, parameters: readonly unknown[] = []) {
      return (await tx.query<Row>(text, [...parameters])).rows;
    },
    async transaction(work) {
      const point = `p${depth}`;
      await tx.exec(`savepoint ${point}`);
      try {
        const value = await work(inside(tx, depth + 1));
        await tx.exec(`release savepoint ${point}`);
        return value;
      } catch (error) {
        await tx.exec(`rollback to savepoint ${point}`);
        throw error;
      }
    },
    async script(text) {
      await tx.exec(text);
    },
  });
  const transaction = <Value>(work: (tx: ScriptSql) => Promise<Value>): Promise<Value> =>
    db.transaction((tx) => work(inside(tx, 1)));
  let closing: Promise<void> | undefined;
  return {
    sql: {
      async query<Row>(text: string, parameters: readonly unknown[] = []) {
        return (await db.query<Row>(text, [...parameters])).rows;
      },
      transaction,
    },
    scriptTransaction: transaction,
    close() {
      closing ??= db.close();
      return closing;
    },
  };
}

/** What it takes for a type itself, or the UTF-8 of its text. */
function orUtf8(type: typeof TEXT | typeof JSON_TEXT): (value: unknown) => string {
  const own = types.serializers[type];
  if (own === undefined) throw new TypeError(`no way to write type ${type}`);
  return (value) => own(value instanceof Uint8Array ? new TextDecoder().decode(value) : value);
}

/** Bytes as PostgreSQL reads them in text. */
function bytesText(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}
