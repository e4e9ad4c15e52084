import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createPdfFolderDriver } from './pdf-folder.ts';

it('makes the folder and what is missing above it', async () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'pdf-folder-'));
  const folder = path.join(directory, 'một', 'hai', 'ba');
  const [printer] = await createPdfFolderDriver(() => folder).list();
  expect(printer?.state).toBe('ready');
  expect(existsSync(folder)).toBe(true);
  rmSync(directory, { recursive: true });
});

it('says stopped, at once, where no folder can be made', async () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'pdf-folder-'));
  const file = path.join(directory, 'file');
  writeFileSync(file, '');
  // Below /proc a recursive mkdir never ends; elsewhere the path is just another that can't be made.
  const impossible = existsSync('/proc') ? '/proc/no/such/place' : path.join(file, 'below');
  for (const folder of [path.join(file, 'below'), impossible]) {
    const [printer] = await createPdfFolderDriver(() => folder).list();
    expect(printer?.state).toBe('stopped');
  }
  rmSync(directory, { recursive: true });
});
