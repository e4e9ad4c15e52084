import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of a proof's own on the server that DATABASE_URL names; undefined where it names none. */
export type ProofDatabase = { url: string; drop(): Promise<void> };

/**
 * The server of a proof whose thresholds are PostgreSQL's. Throws where `DATABASE_URL` names none, unless `embedded` says
 * that a look at the embedded database is meant: then ''.
 */
export function demandServer(embedded: boolean): string {
  const given = embedded ? '' : (process.env['DATABASE_URL'] ?? '');
  if (given !== '' || embedded) return given;
  throw new Error(
    'This proof needs a PostgreSQL server: set DATABASE_URL (postgres://user@host/database). With --embedded it looks at the embedded database instead, which proves nothing of a server.',
  );
}

/**
 * Makes an empty database beside the one that `server` names; undefined where that is ''. `drop` ends what is still
 * connected to it.
 */
export async function makeProofDatabase(
  server: string = process.env['DATABASE_URL'] ?? '',
): Promise<ProofDatabase | undefined> {
  if (server === '') return undefined;
  const name = `tram_proof_${randomBytes(6).toString('hex')}`;
  await once(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      // Without force first: the server itself sends its own vacuum workers away, which we may not end.
      await once(server, `drop database if exists ${name}`).catch(() =>
        once(server, `drop database if exists ${name} with (force)`),
      );
    },
  };
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
