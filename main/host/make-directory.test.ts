import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDirectory } from './make-directory.ts';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'tram-directory-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test('makes what is missing, for this account alone, and takes what is there', async () => {
  const directory = path.join(parent, 'a', 'b');
  await Promise.all([makeDirectory(directory), makeDirectory(directory)]);
  await makeDirectory(directory);
  expect(statSync(directory).isDirectory()).toBe(true);
  if (process.platform !== 'win32') expect(statSync(directory).mode & 0o777).toBe(0o700);
});

test('a file in the way is an error', async () => {
  const file = path.join(parent, 'file');
  writeFileSync(file, '');
  await expect(makeDirectory(file)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeDirectory(path.join(file, 'below'))).rejects.toThrow();
});

test.runIf(process.platform === 'linux')('a place where nothing can be made comes to an end', async () => {
  await expect(makeDirectory('/proc/tram-mot-cua/data')).rejects.toMatchObject({ code: 'ENOENT' });
});
