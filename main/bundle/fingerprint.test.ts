import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkBundle, keepFingerprint } from './fingerprint.ts';

const plan = { name: 'screens', sources: ['src', 'lock.json', 'absent'], output: 'dist/screens/index.html' };
let root = '';

async function build(): Promise<void> {
  mkdirSync(path.join(root, 'dist/screens'), { recursive: true });
  writeFileSync(path.join(root, plan.output), '');
  await keepFingerprint(root, plan, (await checkBundle(root, plan)).fingerprint);
}

async function isStale(): Promise<boolean> {
  return (await checkBundle(root, plan)).stale;
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tram-bundle-'));
  mkdirSync(path.join(root, 'src/deep'), { recursive: true });
  writeFileSync(path.join(root, 'src/deep/a.ts'), 'one');
  writeFileSync(path.join(root, 'lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a bundle is stale until it was made, then not', async () => {
  expect(await isStale()).toBe(true);
  await build();
  expect(await isStale()).toBe(false);
});

test('a changed, touched, new or removed source and a lost output make it stale; a test file does not', async () => {
  const file = path.join(root, 'src/deep/a.ts');
  const changes = [
    () => writeFileSync(file, 'two!'),
    () => utimesSync(file, new Date(0), new Date(0)),
    () => writeFileSync(path.join(root, 'src/b.ts'), ''),
    () => rmSync(path.join(root, 'src/b.ts')),
    () => writeFileSync(path.join(root, 'lock.json'), '{"a":1}'),
    () => rmSync(path.join(root, plan.output)),
  ];
  for (const change of changes) {
    await build();
    change();
    expect(await isStale()).toBe(true);
  }
  await build();
  writeFileSync(path.join(root, 'src/a.test.ts'), '');
  expect(await isStale()).toBe(false);
});
