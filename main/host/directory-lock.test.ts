import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointOf, lockDataDirectory } from './directory-lock.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a second holder is refused and told the process; after release it gets in', async () => {
  const first = await lockDataDirectory(directory, 'web');
  if (!first.ok) throw new Error('not locked');
  expect(await lockDataDirectory(directory, 'electron')).toEqual({ ok: false, error: { pid: process.pid } });
  await first.value.release();
  await first.value.release();
  expect(existsSync(path.join(directory, 'host.lock'))).toBe(false);
  const second = await lockDataDirectory(directory, 'web');
  expect(second.ok).toBe(true);
  if (second.ok) await second.value.release();
});

test('a note left by a dead process, naming a pid that lives again, does not keep the desk closed', async () => {
  writeFileSync(path.join(directory, 'host.lock'), JSON.stringify({ pid: process.pid, host: 'web' }));
  const lock = await lockDataDirectory(directory, 'web');
  expect(lock.ok).toBe(true);
  if (lock.ok) await lock.value.release();
});

test('a lock ends with a process that is killed', async () => {
  const file = path.join(import.meta.dirname, 'directory-lock.ts').replaceAll('\\', '/');
  const source = `import(${JSON.stringify(`file:///${file.replace(/^\//, '')}`)}).then((m) =>
    m.lockDataDirectory(process.argv[1], 'web')).then((lock) => { console.log(lock.ok); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ['--eval', source, directory], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [answer] = await once(child.stdout, 'data');
  expect(String(answer).trim()).toBe('true');
  expect(await lockDataDirectory(directory, 'web')).toEqual({ ok: false, error: { pid: child.pid } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = await lockDataDirectory(directory, 'web');
  expect(lock.ok).toBe(true);
  if (lock.ok) await lock.value.release();
});

test('Windows paths that differ only in case are one directory', () => {
  expect(endpointOf('C:\\Data', 'win32')).toBe(endpointOf('c:\\DATA', 'win32'));
  expect(endpointOf('C:\\Data', 'win32')).toMatch(/^\\\\\.\\pipe\\tram-mot-cua-/);
  expect(endpointOf('/a', 'linux')).not.toBe(endpointOf('/A', 'linux'));
});
