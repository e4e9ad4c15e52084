import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import type { OfficeClient } from '#office/index.ts';
import {
  type BareOffice,
  call,
  everyProcedure,
  exampleInputs,
  type ProcedureName,
  startBareOffice,
} from '#test/fixtures/contract.ts';
import { nastyText, pathsOf, replacedAt } from '#test/fixtures/junk.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

/*
 * Texts that fit the contract and are still odd: controls, marks without letters, syntax of SQL, FTS5 and HTML. They
 * are taken as texts or refused with a declared error; nothing fails inside, and what was written can be checked,
 * rebuilt and found.
 */

const SEED = 20261122;
/** Each try costs a key derivation or a receipt: fewer of them. */
const SLOW: Partial<Record<ProcedureName, number>> = {
  'session.signIn': 3,
  'session.changePassword': 3,
  'session.recover': 3,
  'users.create': 4,
  'users.setPassword': 4,
  'dossiers.receive': 15,
};

const ODD = ['a\u0000b \u202e', '" OR * NEAR('];

let bare: BareOffice;
let administrator: OfficeClient;
beforeAll(async () => {
  bare = await startBareOffice();
  administrator = await bare.signedIn('administrator');
});
afterAll(() => bare.end());

const withTexts = everyProcedure
  .map((procedure) => {
    const example = exampleInputs[procedure.name]();
    // A member that takes any text, not one of a list, a date or a UUID.
    const texts = pathsOf(example).filter((path) =>
      ODD.every((text) => (procedure.input as z.ZodType).safeParse(replacedAt(example, path, text)).success),
    );
    return { ...procedure, texts };
  })
  .filter(({ texts }) => texts.length > 0);

it.each(withTexts)('$name takes odd texts or refuses them with an error it declares', async (procedure) => {
  const { name, texts } = procedure;
  const oddInput = fc
    .tuple(fc.constantFrom(...texts), nastyText)
    .map(([path, text]) => replacedAt(exampleInputs[name](), path, text))
    .filter((input) => (procedure.input as z.ZodType).safeParse(input).success);
  await fc.assert(
    fc.asyncProperty(oddInput, async (input) => {
      const outcome = await call(administrator, name, input);
      if (outcome.ok) return;
      expect([outcome.code, input]).not.toEqual(['internal', input]);
      expect(procedure.errors, JSON.stringify(input)).toContain(outcome.code);
      expect(outcome.defined).toBe(true);
    }),
    { seed: SEED, numRuns: SLOW[name] ?? 80 },
  );
});

it('makes a paper of every dossier that was received, whatever its texts', async () => {
  const { printing } = bare.core.opened();
  await vi.waitFor(() => expect(printing.counts().waiting).toBe(0), { timeout: 50_000, interval: 100 });
  expect((await administrator.printing.openJobs({})).jobs).toEqual([]);
});

it('leaves a journal that is intact, views that can be rebuilt, and no failure in the log', async () => {
  const { journal } = bare.core.opened();
  expect(await journal.verify()).toMatchObject({ state: 'intact' });
  const before = journal.viewDigests();
  expect(journal.rebuild().finished).toBe(true);
  expect(journal.viewDigests()).toEqual(before);
  expect(bare.ports.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it('finds a dossier again by an odd name, of which only what nobody can see is gone', async () => {
  const name = 'Vàng A Páo \u0000 "OR" (*)';
  const input = exampleInputs['dossiers.receive']();
  const { dossier } = await administrator.dossiers.receive(
    replacedAt(input, ['applicant', 'name'], name) as Parameters<OfficeClient['dossiers']['receive']>[0],
  );
  expect((await administrator.dossiers.get({ id: dossier.id })).dossier.applicant.name).toBe(
    'Vàng A Páo "OR" (*)',
  );
  const { rows } = await administrator.dossiers.search({ query: 'pao vang', cursor: null, limit: 5 });
  expect(rows.map(({ id }) => id)).toEqual([dossier.id]);
});
