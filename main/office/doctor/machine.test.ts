import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMachine, groupOf } from './machine.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'tram-machine-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('reads the group of a port and who belongs to it', () => {
  const groups = 'root:x:0:\ndialout:x:20:an,binh\nempty:x:21:\n';
  expect(groupOf(20, groups)).toEqual({ name: 'dialout', members: ['an', 'binh'] });
  expect(groupOf(21, groups)).toEqual({ name: 'empty', members: [] });
  expect(groupOf(22, groups)).toEqual({ name: null, members: [] });
});

it('says that a port is not there', async () => {
  const rights = await createMachine(directory).rightsTo(path.join(directory, 'none'));
  expect(rights).toMatchObject({ exists: false, allowed: false });
});

it.runIf(process.platform === 'linux')(
  'knows who holds a file: this program, and another one by name',
  async () => {
    const file = path.join(directory, 'port');
    const handle = openSync(file, 'w+');
    const machine = createMachine(directory);
    expect(await machine.holdersOf(file)).toEqual([expect.objectContaining({ own: true })]);
    const other = spawn('sleep', ['60'], { stdio: [handle, 'ignore', 'ignore'] });
    try {
      await once(other, 'spawn');
      expect(await machine.holdersOf(file)).toContainEqual({ program: 'sleep', own: false });
      expect(await machine.running(['sleep', 'no such program'])).toEqual(['sleep']);
    } finally {
      other.kill();
      closeSync(handle);
    }
  },
);

it('tells the free space of the disk with the data', async () => {
  const disk = await createMachine(directory).diskOfData();
  expect(disk?.free).toBeGreaterThan(0);
  expect(await createMachine(path.join(directory, 'none')).diskOfData()).toBeNull();
});
