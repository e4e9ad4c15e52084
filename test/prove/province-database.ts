import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of a proof's own on the server that DATABASE_URL names; undefined where it names none. */
export type ProofDatabase = { url: string; drop(): Promise<void> };

/** Makes an empty database beside the one that DATABASE_URL names. `drop` ends what is still connected to it. */
export async function makeProofDatabase(): Promise<ProofDatabase | undefined> {
  const given = process.env['DATABASE_URL'];
  if (given === undefined || given === '') return undefined;
  const name = `tram_proof_${randomBytes(6).toString('hex')}`;
  await once(given, `create database ${name}`);
  const url = new URL(given);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      // Without force first: the server itself sends its own vacuum workers away, which we may not end.
      await once(given, `drop database if exists ${name}`).catch(() =>
        once(given, `drop database if exists ${name} with (force)`),
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
