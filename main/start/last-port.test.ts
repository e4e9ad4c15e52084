import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLastPort, writeLastPort } from './last-port.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-port-'));
});
afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true, force: true });
});

test('keeps the port of the last start', async () => {
  expect(await readLastPort(directory)).toBeNull();
  await writeLastPort(directory, 5180);
  await writeLastPort(directory, 40_123);
  expect(await readLastPort(directory)).toBe(40_123);
  if (process.platform !== 'win32') {
    expect(statSync(path.join(directory, 'web-port.json')).mode & 0o777).toBe(0o600);
  }
});

test('a note that says nothing sensible is no port', async () => {
  for (const text of ['', 'x', '{}', '{"port":0}', '{"port":70000}', '{"port":"80"}', '[1]']) {
    writeFileSync(path.join(directory, 'web-port.json'), text);
    expect([text, await readLastPort(directory)]).toEqual([text, null]);
  }
});

test('a place that takes no note does not stop the start', async () => {
  await expect(writeLastPort(path.join(directory, 'nowhere'), 5180)).resolves.toBeUndefined();
});
