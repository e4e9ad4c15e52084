import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { makeStaleElectron } from '#main/bundle/index.ts';
import packageJson from '../../package.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');
const bundle = path.join(root, 'dist', 'electron');

beforeAll(async () => {
  await makeStaleElectron(root);
}, 240_000);

/** What a bundled file loads that is not beside it: the builder puts each import on a line of its own. */
function outsideImports(source: string): string[] {
  const text = source.replaceAll(/^\s*(?:\*|\/\/|\/\*).*$/gm, '');
  const imports = text.matchAll(/^(?:import|export) (?:.* from )?["']([^"'./][^"']*)["'];$/gm);
  const requires = text.matchAll(/\b(?:(?:__)?require|createRequire\([^)]*\))\(["']([^"'./][^"']*)["']\)/g);
  return [...imports, ...requires].map((match) => match[1] ?? '');
}

test('the bundles load nothing but Node, Electron and the packages that are packed', () => {
  const packed = new Set(['electron', ...Object.keys(packageJson.dependencies), 'pkcs11js']);
  const builtin = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  const seen = new Set<string>();
  for (const file of readdirSync(bundle).filter((name) => /\.c?js$/.test(name))) {
    for (const name of outsideImports(readFileSync(path.join(bundle, file), 'utf8'))) seen.add(name);
  }
  expect([...seen].filter((name) => !packed.has(name) && !builtin.has(name))).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining(['electron', 'better-sqlite3', 'node:fs']));
});

test('the preload script is one CommonJS file that needs Electron only', () => {
  const text = readFileSync(path.join(bundle, 'preload.cjs'), 'utf8');
  expect([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual(['electron']);
  expect(text).not.toMatch(/^\s*(import|export)\s/m);
});

test('the bundled office receives a dossier and its bundled worker makes the paper', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'tram-bundle-'));
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['test/packaging/run-office-child.ts', bundle, data],
      { cwd: root, timeout: 100_000 },
    );
    expect(JSON.parse(stdout)).toMatchObject({ state: 'printed', pdf: '%PDF-' });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}, 120_000);
