import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadStaticFiles } from './static-files.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-static-'));
  mkdirSync(path.join(directory, 'site', 'assets'), { recursive: true });
  writeFileSync(path.join(directory, 'secret.html'), 'secret');
  writeFileSync(path.join(directory, 'site', 'index.html'), '<!doctype html>');
  writeFileSync(path.join(directory, 'site', 'assets', 'app-DjK3_x-9.js'), 'x');
  writeFileSync(path.join(directory, 'site', 'assets', 'app-DjK3_x-9.js.map'), 'x');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('hashed files may be kept for ever, the page never', async () => {
  const files = await loadStaticFiles(path.join(directory, 'site'));
  expect(files.find('/assets/app-DjK3_x-9.js')).toMatchObject({
    contentType: 'text/javascript; charset=utf-8',
    cacheControl: 'private, max-age=31536000, immutable',
  });
  expect(files.find('/index.html')).toMatchObject({ cacheControl: 'no-store' });
  expect(files.find('/')).toBe(files.find('/index.html'));
  expect(files.find('/ho-so/12')).toBe(files.find('/index.html'));
});

test('nothing outside the folder and no source map is there', async () => {
  const files = await loadStaticFiles(path.join(directory, 'site'));
  for (const urlPath of ['/../secret.html', '/..\\secret.html', '/assets/app-DjK3_x-9.js.map', '/x.html']) {
    expect(files.find(urlPath)).toBeUndefined();
  }
});

test('a folder without a page is refused', async () => {
  await expect(loadStaticFiles(path.join(directory, 'site', 'assets'))).rejects.toThrow('index.html');
});
