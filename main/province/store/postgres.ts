import pg from 'pg';
import { gatheredSocket } from './gathered-socket.ts';
import type { Sql } from './sql.ts';
import { type Parser, parsers } from './types.ts';

/** Connections of one instance; several instances share the server's. */
const CONNECTIONS = 10;

/** How long a session may keep others waiting. */
export type SessionBounds = {
  /** For a lock that another session holds, milliseconds; then SQLSTATE 55P03. 0, or left out: as long as it takes. */
  lockWaitMs?: number;
  /** In a transaction without asking for anything, milliseconds; then the server ends the session, and its locks are free. */
  idleInTransactionMs?: number;
};

/**
 * A machine that lost its power says nothing more, and what it had locked stays locked until the server notices: by the
 * system's own figures in two hours.
 */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** After so long without a word each end asks whether the other is there, milliseconds; the server so often. */
const KEEP_ALIVE = { afterMs: 10_000, everyMs: 10_000, times: 5 };
/** What was sent and not acknowledged for so long ends the session, milliseconds. */
const UNACKNOWLEDGED_MS = 60_000;

/** What the migrations need besides: a script of several statements in the same transaction. */
export type ScriptSql = Sql & { script(text: string): Promise<void> };

export type Driver = {
  readonly sql: Sql;
  /** A transaction in which scripts may run. */
  scriptTransaction(work: (tx: ScriptSql) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** Opens a pool on a PostgreSQL server. Nothing is asked of it before the first query. */
export function openPostgres(databaseUrl: string, bounds: SessionBounds = {}): Driver {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    // A line to the database that died without a word is noticed, here and by `bound` there.
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE.afterMs,
    async onConnect(client) {
      // Ended between two statements of a transaction; without a listener that ends the program. The next statement tells.
      client.on('error', () => undefined);
      await bound(client, bounds);
    },
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

/** The server's own figures are the machine's; these are of the session, and any role may set them. */
async function bound(client: pg.ClientBase, bounds: SessionBounds): Promise<void> {
  const seconds = (milliseconds: number) => String(milliseconds / 1000);
  const settings = {
    lock_timeout: String(bounds.lockWaitMs ?? 0),
    idle_in_transaction_session_timeout: String(bounds.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS),
    tcp_keepalives_idle: seconds(KEEP_ALIVE.afterMs),
    tcp_keepalives_interval: seconds(KEEP_ALIVE.everyMs),
    tcp_keepalives_count: String(KEEP_ALIVE.times),
    tcp_user_timeout: String(UNACKNOWLEDGED_MS),
  };
  await client.query(
    'select set_config(name, value, false) from unnest($1::text[], $2::text[]) as s (name, value)',
    [Object.keys(settings), Object.values(settings)],
  );
}

function getTypeParser(oid: number, format?: string): Parser {
  const own = format === 'binary' ? undefined : parsers[oid];
  return own ?? (pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text') as Parser);
}
