import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CopyDamage, CopySummary } from '#shared/contract/index.ts';
import type { Random } from '../fixtures/random.ts';

const PAGE = 4096;

/** What was done to a copy, as its report must tell it: every kind with the names that must stand there, no others. */
export type Expected = Map<CopyDamage['what'], Set<string>>;

/** Ways in which copies are damaged; each damages seeded places and says what the report must name. */
export const DAMAGES = {
  nothing: () => new Map(),
  truncated(copy, random) {
    const file = path.join(copy.folder, 'office.db');
    const pages = statSync(file).size / PAGE;
    const left = Math.floor(pages / 2) + random.below(Math.floor(pages / 2) - 1);
    truncateSync(file, left * PAGE + random.below(PAGE));
    return new Map([['database-short', new Set(namesOf(range(left + 1, pages)))]]);
  },
  'bits-of-database'(copy, random) {
    const file = path.join(copy.folder, 'office.db');
    const pages = statSync(file).size / PAGE;
    const chosen = new Set(Array.from({ length: 1 + random.below(6) }, () => 1 + random.below(pages)));
    for (const page of chosen) flipBit(file, (page - 1) * PAGE + random.below(PAGE), random);
    return new Map([['database-pages', new Set(namesOf([...chosen]))]]);
  },
  papers(copy, random) {
    const folder = path.join(path.dirname(copy.folder), 'papers');
    const files = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.pdf.sealed'))
      .sort();
    const bad = random.below(files.length);
    const gone = (bad + 1 + random.below(files.length - 1)) % files.length;
    const hash = (index: number) => path.basename(files[index] ?? '', '.pdf.sealed');
    const badFile = path.join(folder, files[bad] ?? '');
    flipBit(badFile, random.below(statSync(badFile).size), random);
    rmSync(path.join(folder, files[gone] ?? ''));
    return new Map([
      ['paper-damaged', new Set([hash(bad)])],
      ['paper-missing', new Set([hash(gone)])],
    ]);
  },
  'manifest-and-keys'(copy) {
    const manifest = path.join(copy.folder, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace(/"program": "[^"]*"/, '"program": "9.9.9"'));
    rmSync(path.join(copy.folder, 'keys.json'));
    return new Map([
      ['manifest-altered', new Set(['manifest.json'])],
      ['keys-damaged', new Set(['keys.json'])],
    ]);
  },
} satisfies Record<string, (copy: CopySummary, random: Random) => Expected>;

export type DamageKind = keyof typeof DAMAGES;

function flipBit(file: string, at: number, random: Random): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  writeFileSync(file, bytes);
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const namesOf = (pages: readonly number[]) => pages.map(String);

/** Single pages of names like `7` and `12–15`. */
export function pagesOf(name: string): string[] {
  const [from = 0, to = from] = name.split('–').map(Number);
  return namesOf(range(from, to));
}

const OF_PAGES: readonly CopyDamage['what'][] = ['database-pages', 'database-short'];
/** What follows from lost pages and is held against the entries themselves; see `findLossFaults`. */
const FOLLOWS: readonly CopyDamage['what'][] = [
  'entries-lost',
  'rows-lost',
  'rows-not-made',
  'paper-missing',
];

/** Where the report differs from what was done. `hashOf`: the hash of a paper by its id. */
export function findReportFaults(
  expected: Expected,
  reported: readonly CopyDamage[],
  hashOf: (paper: string) => string,
): string[] {
  const faults: string[] = [];
  const databaseHurt = OF_PAGES.some((kind) => expected.has(kind));
  const found: Expected = new Map();
  for (const { what, name } of reported) {
    const names = OF_PAGES.includes(what) ? pagesOf(name) : [what.startsWith('paper-') ? hashOf(name) : name];
    found.set(what, new Set([...(found.get(what) ?? []), ...names]));
  }
  for (const [what, names] of expected) {
    const told = found.get(what) ?? new Set();
    const untold = [...names].filter((name) => !told.has(name));
    const tooMuch = [...told].filter((name) => !names.has(name));
    if (untold.length > 0) faults.push(`${what} is not told of ${untold.join(', ')}`);
    if (tooMuch.length > 0) faults.push(`${what} is told of ${tooMuch.join(', ')}, which is whole`);
  }
  for (const what of found.keys()) {
    if (expected.has(what) || (databaseHurt && FOLLOWS.includes(what))) continue;
    faults.push(`${what} is told although nothing of the kind was done`);
  }
  return faults;
}

/**
 * Where the entries told as lost are not those that are missing. `before`: those of the office at the copy, `after`:
 * those of the restored one.
 */
export function findLossFaults(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  reported: readonly CopyDamage[],
): string[] {
  const told = new Set<string>();
  for (const { what, name } of reported) {
    if (what !== 'entries-lost') continue;
    const [chain = '', station = '', numbers = ''] = name.split(' ');
    for (const seq of pagesOf(numbers)) told.add(`${chain} ${station} ${seq}`);
  }
  const faults: string[] = [];
  for (const [name, hash] of before) {
    const there = after.get(name);
    if (there === undefined && !told.has(name)) faults.push(`entry ${name} is missing and not told`);
    if (there !== undefined && there !== hash) faults.push(`entry ${name} is another`);
    if (there !== undefined && told.has(name)) faults.push(`entry ${name} is told as lost and is there`);
  }
  return faults;
}
