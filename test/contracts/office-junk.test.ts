import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import type { OfficeClient } from '#office/index.ts';
import { ErrorData } from '#shared/contract/index.ts';
import {
  type BareOffice,
  call,
  everyProcedure,
  exampleInputs,
  type Outcome,
  type ProcedureFacts,
  startBareOffice,
} from '#test/fixtures/contract.ts';
import { junk, LONE_SURROGATE, nastyText, pathsOf, replacedAt } from '#test/fixtures/junk.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const SEED = 20261121;

let bare: BareOffice;
let administrator: OfficeClient;
beforeAll(async () => {
  bare = await startBareOffice();
  administrator = await bare.signedIn('administrator');
});
afterAll(() => bare.end());

const fits = ({ input }: ProcedureFacts, value: unknown) => (input as z.ZodType).safeParse(value).success;

/** Values that a procedure's schema does not take. */
const refusedBy = (procedure: ProcedureFacts) => junk.filter((value) => !fits(procedure, value));

function expectInvalid(outcome: Outcome, input: unknown): void {
  const told = outcome.ok ? 'ok' : outcome.code;
  expect([told, input]).toEqual(['invalid-input', input]);
  if (outcome.ok) return;
  expect(outcome.defined).toBe(true);
  expect(ErrorData.safeParse(outcome.data).error?.issues).toBeUndefined();
}

describe.each(everyProcedure)('$name', (procedure) => {
  const { name } = procedure;

  it('refuses whatever does not fit, and nothing is written', async () => {
    const before = await bare.trace();
    await fc.assert(
      fc.asyncProperty(refusedBy(procedure), async (input) => {
        expectInvalid(await call(administrator, name, input), input);
      }),
      { seed: SEED, numRuns: 60 },
    );
    expect(await bare.trace()).toEqual(before);
  });

  it('refuses a form with one bad member, and nothing is written', async () => {
    const example = exampleInputs[name]();
    const paths = pathsOf(example).filter((path) => path.length > 0);
    if (paths.length === 0) {
      expect(example).toEqual({});
      return;
    }
    const before = await bare.trace();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(junk, nastyText), async (path, by) => {
        const input = replacedAt(example, path, by);
        fc.pre(!fits(procedure, input));
        expectInvalid(await call(administrator, name, input), input);
      }),
      { seed: SEED, numRuns: 80 },
    );
    expect(await bare.trace()).toEqual(before);
  });

  it('refuses half a surrogate pair in every text, and a member that is missing', async () => {
    const example = exampleInputs[name]();
    const before = await bare.trace();
    for (const path of pathsOf(example)) {
      const at = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], example);
      if (typeof at === 'string') {
        const input = replacedAt(example, path, LONE_SURROGATE);
        expectInvalid(await call(administrator, name, input), input);
      }
      if (path.length === 1 && typeof example === 'object' && example !== null) {
        const input = Object.fromEntries(Object.entries(example).filter(([key]) => key !== path[0]));
        expectInvalid(await call(administrator, name, input), input);
      }
    }
    expect(await bare.trace()).toEqual(before);
  });
});

describe('after all the junk', () => {
  it('no prototype was polluted and nothing was logged as a failure', () => {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(bare.ports.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('names the field that is wrong', async () => {
    const input = replacedAt(exampleInputs['dossiers.receive'](), ['applicant', 'phone'], 7);
    const outcome = await call(administrator, 'dossiers.receive', input);
    expect(outcome).toMatchObject({ code: 'invalid-input', data: { field: 'applicant.phone' } });
  });
});
