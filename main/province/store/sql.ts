/**
 * The way to PostgreSQL, be it a server or the embedded one. Texts are constants with `$1 …`; values only ever travel
 * as parameters. Rows come as: integers as numbers, `date` as `YYYY-MM-DD`, `bytea` as bytes, `json` and `jsonb` read.
 */
export type Sql = {
  /**
   * All rows. A parameter of type text or json may be given as its UTF-8. The caller states what a row is; the table's own
   * module is the place for that.
   */
  query<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * All of it or nothing: what `work` throws rolls back and is thrown on. Inside another one it is a savepoint, so that
   * what is refused there leaves the outer one usable.
   */
  transaction<Value>(work: (tx: Sql) => Promise<Value>): Promise<Value>;
};

/** A store of the province: the tables of every migration are there. */
export type Store = {
  readonly sql: Sql;
  readonly kind: 'postgres' | 'pglite';
  /** Waits for what runs. Idempotent. */
  close(): Promise<void>;
};

/** Numbers of SQLSTATE that the rooms ask for. */
export const SQLSTATE = {
  uniqueViolation: '23505',
  exclusionViolation: '23P01',
  checkViolation: '23514',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
} as const;

/** For a transaction in which nobody waits for the answer: a lock that another session holds is waited for in any case. */
export const WAIT_FOR_LOCKS = 'set local lock_timeout = 0';

/** The SQLSTATE of an error of either PostgreSQL; undefined for another error. */
export function sqlState(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
