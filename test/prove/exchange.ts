import { parseArgs } from 'node:util';
import { missingEffects } from '../fuzz/effects.ts';
import { FuzzFailure, fuzz } from '../fuzz/fuzz.ts';
import { round, say, wholeNumber } from './measure.ts';

/**
 * The proof `exchange`. `--steps 100000` `--seed 1` `--offices 24` `--kills 40`: many offices and stations and one
 * province, on the PostgreSQL of `DATABASE_URL` (its database must be empty) or on the embedded one, through everything
 * that `test/fuzz` can do to them; the invariants are checked all along and at the end. A failure prints seed and steps.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { steps: text, seed: text, offices: text, kills: text } });
  const options = {
    steps: wholeNumber('steps', values.steps ?? '100000', 1),
    seed: wholeNumber('seed', values.seed ?? '1'),
    offices: wholeNumber('offices', values.offices ?? '24', 2),
    kills: wholeNumber('kills', values.kills ?? '40'),
    databaseUrl: process.env['DATABASE_URL'],
  };
  const began = performance.now();
  const took = () => round((performance.now() - began) / 1000);
  const database = options.databaseUrl === undefined ? 'pglite' : 'postgres';
  const asked = { steps: options.steps, seed: options.seed, offices: options.offices, database };
  try {
    const outcome = await fuzz({ ...options, onProgress: (step) => say(`${step} steps, ${took()} s`) });
    const idle = missingEffects(outcome.counts);
    const { counts, ...figures } = outcome;
    return {
      ok: idle.length === 0,
      figures: { ...asked, seconds: took(), ...figures, violations: 0, idle, counts },
    };
  } catch (error) {
    if (!(error instanceof FuzzFailure)) throw error;
    say(error.message);
    say(error.cause instanceof Error ? (error.cause.stack ?? '') : '');
    return { ok: false, figures: { ...asked, seconds: took(), violations: 1, found: error.message } };
  }
}
