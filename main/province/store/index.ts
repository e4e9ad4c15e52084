/** Where the province keeps everything: PostgreSQL, be it a server or the embedded one. */
export type { Migration } from './migrate.ts';
export { openStore } from './open.ts';
export type { SessionBounds } from './postgres.ts';
export { SQLSTATE, type Sql, type Store, sqlState, WAIT_FOR_LOCKS } from './sql.ts';
