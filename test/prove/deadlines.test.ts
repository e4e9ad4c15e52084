import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { prove } from './deadlines.ts';

function casesFile(cases: unknown): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'deadlines-')), 'cases.json');
  writeFileSync(file, JSON.stringify(cases));
  return file;
}

const question = { received: '2026-08-21T10:00', limit: { value: 1, unit: 'working-day' }, pauses: [] };

describe('proof deadlines', () => {
  it('holds on its own cases and on random ones', async () => {
    const { ok, figures } = await prove([]);
    expect(figures).toMatchObject({
      cases: { wrong: 0 },
      random: { compared: 20_000, differences: 0, seed: 1 },
    });
    expect(ok).toBe(true);
  });

  it('does what it is asked only', async () => {
    expect((await prove(['--random', '50', '--seed', '9'])).figures).toMatchObject({
      random: { compared: 50, seed: 9 },
    });
    expect((await prove(['--cases', casesFile([{ ...question, due: '2026-08-22T10:00' }])])).figures).toEqual(
      {
        cases: { checked: 1, wrong: 0, refused: 0 },
      },
    );
  });

  it.each([
    [{ ...question, due: '2026-08-24T10:00' }, false],
    [{ ...question, due: null }, false],
    [{ ...question, limit: { value: 0, unit: 'day' }, due: '2026-08-22T10:00' }, false],
    [{ ...question, limit: { value: 0, unit: 'day' }, due: null }, true],
    [{ ...question, limit: { value: 0, unit: 'day' }, due: 'invalid-input' }, true],
    [{ ...question, limit: { value: 0, unit: 'day' }, error: 'invalid-input' }, true],
    [{}, true],
  ])('%j: %s', async (row, expected) => {
    expect((await prove(['--cases', casesFile([row])])).ok).toBe(expected);
  });

  it('proves nothing by an empty list or junk', async () => {
    expect((await prove(['--cases', casesFile([])])).ok).toBe(false);
    expect((await prove(['--random', '0'])).ok).toBe(false);
    await expect(prove(['--random', 'many'])).rejects.toThrow('whole number');
    await expect(prove(['--cases', casesFile({})])).rejects.toThrow('a list');
  });
});
