import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cardTexts } from '#shared/citizen/card.generator.oracle.ts';
import { type OracleCard, readCardSlowly } from '#shared/citizen/card.oracle.ts';
import { type CitizenCard, parseCitizenCard } from '#shared/citizen/index.ts';

const COMPARED = ['number', 'oldNumber', 'name', 'birth', 'sex', 'address', 'issued'] as const;
const SHOWN_AT_MOST = 10;
const RANDOM_BY_DEFAULT = 100_000;

const Expected = z.object({
  number: z.string(),
  oldNumber: z.string().nullable(),
  name: z.string(),
  birth: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: z.string(),
  issued: z.string().nullable(),
});
const Case = z.object({ raw: z.string(), expect: Expected.nullable() });
type Read = Pick<CitizenCard, (typeof COMPARED)[number]> | null;

function readByProduct(raw: string): Read {
  const parsed = parseCitizenCard(raw);
  return parsed.ok ? parsed.value : null;
}

/** The first part in which two readings differ; undefined when they agree. */
function difference(expected: OracleCard | z.infer<typeof Expected> | null, read: Read): string | undefined {
  if (expected === null || read === null) return expected === read ? undefined : 'accepted or refused';
  return COMPARED.find((key) => expected[key] !== read[key]);
}

function complain(what: string, raw: unknown, expected: unknown, read: unknown): void {
  console.error(`${what}\n  raw      ${JSON.stringify(raw)}`);
  console.error(`  expected ${JSON.stringify(expected)}\n  read     ${JSON.stringify(read)}`);
}

/** Runs every case of a file through the product's reader. A case that is not of the stated form counts as wrong. */
function proveCases(file: string): Record<string, number> & { wrong: number; cases: number } {
  const cases = z.array(z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')));
  const figures = { cases: cases.length, right: 0, wrong: 0, accepted: 0, refused: 0 };
  for (const [index, item] of cases.entries()) {
    const known = Case.safeParse(item);
    if (!known.success) {
      figures.wrong++;
      if (figures.wrong <= SHOWN_AT_MOST)
        complain(`case ${index}: ${known.error.message}`, item, undefined, undefined);
      continue;
    }
    const { raw, expect } = known.data;
    const read = readByProduct(raw);
    figures[read ? 'accepted' : 'refused']++;
    const differs = difference(expect, read);
    figures[differs === undefined ? 'right' : 'wrong']++;
    if (differs !== undefined && figures.wrong <= SHOWN_AT_MOST)
      complain(`case ${index}: ${differs}`, raw, expect, read);
  }
  return figures;
}

/** Compares the product's reader with the second reader over random texts. */
function proveRandom(seed: number, count: number): Record<string, number> & { differences: number } {
  const next = cardTexts(seed);
  const figures = { seed, random: count, randomAccepted: 0, differences: 0 };
  for (let index = 0; index < count; index++) {
    const raw = next();
    const expected = readCardSlowly(raw);
    const read = readByProduct(raw);
    if (expected) figures.randomAccepted++;
    const differs = difference(expected, read);
    if (differs === undefined) continue;
    figures.differences++;
    if (figures.differences <= SHOWN_AT_MOST)
      complain(`random text ${index}: ${differs}`, raw, expected, read);
  }
  return figures;
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number, not "${text}"`);
  return Number(text);
}

/**
 * The proof `citizen`. `--cases FILE`: that file alone (add `--random N` for both). Without it: the shipped cases and
 * `--random N` (100,000) texts of `--seed N` (1). `ok` only if every case is right and no random text differs.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { cases: text, seed: text, random: text } });
  const shipped = path.join(import.meta.dirname, 'cases', 'citizen.json');
  const count = wholeNumber(
    values.random ?? String(values.cases === undefined ? RANDOM_BY_DEFAULT : 0),
    'random',
  );
  const seed = wholeNumber(values.seed ?? '1', 'seed');
  const known = proveCases(values.cases ?? shipped);
  const random = proveRandom(seed, count);
  const ok = known.cases > 0 && known.wrong === 0 && random.differences === 0;
  return { ok, figures: { ...known, ...random } };
}
