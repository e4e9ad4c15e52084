import { afterEach, expect, test, vi } from 'vitest';
import { demandServer, makeProofDatabase } from './province-database.ts';
import * as load from './province-load.ts';
import * as wire from './wire.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['wire', wire],
  ['province-load', load],
])('%s refuses without a server, before it does anything, and says what to do', async (_name, { prove }) => {
  vi.stubEnv('DATABASE_URL', '');
  await expect(prove([])).rejects.toThrow(
    /^This proof needs a PostgreSQL server: set DATABASE_URL .*--embedded/,
  );
});

test('the embedded database is taken only where it is asked for, and then also where a server is named', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  expect(demandServer(false)).toBe('postgres://nobody@127.0.0.1:1/none');
  expect(demandServer(true)).toBe('');
  expect(await makeProofDatabase(demandServer(true))).toBeUndefined();
  await expect(makeProofDatabase(demandServer(false))).rejects.toThrow('ECONNREFUSED');
});
