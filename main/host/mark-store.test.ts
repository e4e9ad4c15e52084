import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBuildTime } from './build-date.ts';
import { readMachine } from './machine-id.ts';
import { createMarkStore, defaultMarkDirectory } from './mark-store.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'tram-marks-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const store = (at = path.join(directory, 'marks')) =>
  createMarkStore({ directory: at, machine: 'pc', host: 'web' });

describe('a store of marks', () => {
  it('is empty at first, keeps two slots by name, and replaces one while the other stays', async () => {
    const marks = store();
    expect(marks.read('origin-1')).toEqual([]);
    await marks.write('origin-1', 0, 'long text of the first');
    await marks.write('origin-1', 1, 'second');
    await marks.write('origin-1', 0, 'third');
    expect(store().read('origin-1')).toEqual(['third', 'second']);
    expect(marks.read('origin-2')).toEqual([]);
    if (process.platform !== 'win32') {
      const folder = path.join(directory, 'marks', 'origin-1');
      expect(readdirSync(folder).map((file) => statSync(path.join(folder, file)).mode & 0o077)).toEqual([
        0, 0,
      ]);
    }
  });

  it('takes no name that leads elsewhere', () => {
    for (const name of ['../x', 'a/b', '', '.', 'a\\b']) expect(() => store().read(name)).toThrow(RangeError);
  });

  it('gives a name to one process at a time', async () => {
    const release = await store().claim('origin-1');
    expect(await store().claim('origin-1')).toBeNull();
    expect(await store().claim('origin-2')).not.toBeNull();
    await release?.();
    expect(await store().claim('origin-1')).not.toBeNull();
  });

  it('fails where it can be neither made nor read, and tells it so', async () => {
    writeFileSync(path.join(directory, 'file'), '');
    const nowhere = store(path.join(directory, 'file', 'marks'));
    await expect(nowhere.write('origin-1', 0, 'x')).rejects.toThrow();
    await expect(nowhere.claim('origin-1')).rejects.toThrow();
    expect(() => nowhere.read('origin-1')).toThrow();
  });
});

it('marks lie outside every data directory, in what belongs to this machine alone', () => {
  const linux = { platform: 'linux', home: '/home/lan' } as const;
  expect(defaultMarkDirectory({ ...linux, env: {} })).toBe('/home/lan/.local/state/tram-mot-cua');
  expect(defaultMarkDirectory({ ...linux, env: { XDG_STATE_HOME: '/state' } })).toBe('/state/tram-mot-cua');
  expect(defaultMarkDirectory({ ...linux, env: { XDG_STATE_HOME: 'state' } })).toBe(
    '/home/lan/.local/state/tram-mot-cua',
  );
  const windows = { platform: 'win32', home: 'C:\\Users\\Lan', env: { LOCALAPPDATA: 'D:\\Local' } } as const;
  expect(defaultMarkDirectory(windows)).toBe('D:\\Local\\TramMotCua.marks');
  expect(defaultMarkDirectory({ platform: 'darwin', home: '/Users/lan', env: {} })).toBe(
    '/Users/lan/Library/Application Support/TramMotCua.marks',
  );
});

it('the machine is told by a hash, the same every time, or not at all', () => {
  const machine = readMachine(process.platform);
  expect(readMachine(process.platform)).toBe(machine);
  if (existsSync('/etc/machine-id')) expect(machine).toMatch(/^[0-9a-f]{32}$/);
  // No such program here: nothing is said rather than something wrong.
  if (process.platform === 'linux') {
    expect(readMachine('win32')).toBeNull();
    expect(readMachine('darwin')).toBeNull();
  }
});

it('the day of the release is read from the data that is shipped', () => {
  const shipped = readBuildTime(path.resolve(import.meta.dirname, '../../resources'));
  expect(shipped).toBeGreaterThan(Date.parse('2026-01-01'));
  expect(shipped).toBeLessThanOrEqual(Date.now());
  expect(readBuildTime(directory)).toBeNull();
  writeFileSync(path.join(directory, 'release.json'), '{"released":"soon"}');
  expect(readBuildTime(directory)).toBeNull();
});
