import pg from 'pg';
import { gatheredSocket } from './gathered-socket.ts';
import type { Sql } from './sql.ts';
import { type Parser, parsers } from './types.ts';

/** Connections of one instance; several instances share the server's. */
const CONNECTIONS = 10;

/** What the migrations need besides: a script of several statements in the same transaction. */
export type ScriptSql = Sql & { script(text: string): Promise<void> };

export type Driver = {
  readonly sql: Sql;
  /** A transaction in which scripts may run. */
  scriptTransaction(work: (tx: ScriptSql) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** Opens a pool on a PostgreSQL server. Nothing is asked of it before the first query. */
export function openPostgres(databaseUrl: string): Driver {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    // A line to the database that died without a word is noticed.
    keepAlive: true,
    types: { getTypeParser },
    // What is asked at once goes out at once: a transaction waits for the line only where it needs the answer.
    pipeline: true,
    stream: gatheredSocket,
  });
  // A connection that breaks while idle is made anew with the next query, which tells the caller.
  pool.on('error', () => undefined);
  const names = new Map<string, string>();
  const run = async <Row>(
    client: pg.Pool | pg.PoolClient,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> => {
    // Every text is a constant of the program: each connection prepares it once.
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    const result = await client.query({ name, text, values: [...values] });
    return result.rows;
  };
  const inside = (client: pg.PoolClient, depth: number): ScriptSql => ({
    query: (text, parameters = []) => run(client, text, parameters),
    async transaction(work) {
      const point = `p${depth}`;
      await client.query(`savepoint ${point}`);
      try {
        const value = await work(inside(client, depth + 1));
        await client.query(`release savepoint ${point}`);
        return value;
      } catch (error) {
        await client.query(`rollback to savepoint ${point}`);
        throw error;
      }
    },
    async script(text) {
      await client.query(text);
    },
  });
  const transaction = async <Value>(work: (tx: ScriptSql) => Promise<Value>): Promise<Value> => {
    const client = await pool.connect();
    let broken = false;
    try {
      // The first statements go out with it, on one way.
      const [, value] = await Promise.all([client.query('begin'), work(inside(client, 1))]);
      await client.query('commit');
      return value;
    } catch (error) {
      await client.query('rollback').catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
  let closing: Promise<void> | undefined;
  return {
    sql: { query: (text, parameters = []) => run(pool, text, parameters), transaction },
    scriptTransaction: transaction,
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

function getTypeParser(oid: number, format?: string): Parser {
  const own = format === 'binary' ? undefined : parsers[oid];
  return own ?? (pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text') as Parser);
}
