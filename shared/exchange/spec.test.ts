import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const spec = readFileSync(path.join(import.meta.dirname, 'SPEC.md'), 'utf8');

/** The ids of rules below a heading. */
function rulesOf(part: string): string[] {
  const text = spec.split(/^## /m).find((section) => section.startsWith(`${part}\n`)) ?? '';
  return [...text.matchAll(/^\*\*([A-Z]\d+) /gm)].map((match) => match[1] ?? '');
}

/** The ids with which names of tests and groups begin, by id. */
function idsOfTests(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of ['shared', 'main', 'test'].flatMap((room) => testFiles(path.join(root, room)))) {
    const text = readFileSync(file, 'utf8');
    for (const match of text.matchAll(/\bit(?:\.each[^\n]*)?\(?\s*['"`]((?:[JLP]\d+ )+)/g))
      add(match[1], file);
    for (const match of text.matchAll(/^\s*\]\)\(\s*['"`]((?:[JLP]\d+ )+)/gm)) add(match[1], file);
  }
  function add(ids: string | undefined, file: string): void {
    for (const id of ids?.trim().split(' ') ?? [])
      found.set(id, [...(found.get(id) ?? []), path.basename(file)]);
  }
  return found;
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts') && entry.name !== 'spec.test.ts')
    .map((entry) => path.join(entry.parentPath, entry.name));
}

describe('SPEC.md', () => {
  const entries = rulesOf('Entries');
  const leases = [...rulesOf('Leases'), ...rulesOf('Leases of a province')];
  const parcels = rulesOf('Parcels');
  const tested = idsOfTests();

  it('numbers its rules without doubles or gaps', () => {
    expect(entries).toEqual(entries.map((_, index) => `J${index + 1}`));
    expect(leases).toEqual(leases.map((_, index) => `L${index + 1}`));
    expect(parcels).toEqual(parcels.map((_, index) => `P${index + 1}`));
    expect(entries.length).toBeGreaterThan(10);
    expect(leases.length).toBeGreaterThan(8);
    expect(parcels.length).toBeGreaterThan(20);
  });

  it('has a test for every rule', () => {
    expect([...entries, ...leases, ...parcels].filter((id) => !tested.has(id))).toEqual([]);
  });

  it('knows every rule that a test names', () => {
    const known = new Set([...entries, ...leases, ...parcels]);
    expect([...tested.keys()].filter((id) => !known.has(id))).toEqual([]);
  });
});
