import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { protocol } = await import('#test/fixtures/fake-electron.ts');
const { loadStaticFiles } = await import('#main/host/index.ts');
const { answer, registerAppScheme } = await import('./app-protocol.ts');

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-protocol-'));
  writeFileSync(path.join(directory, 'index.html'), '<title>Trạm</title>');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('our scheme is an ordinary secure origin without rights beyond its own', () => {
  registerAppScheme();
  const [scheme] = protocol.registerSchemesAsPrivileged.mock.calls[0]?.[0] ?? [];
  expect(scheme).toMatchObject({ scheme: 'app', privileges: { standard: true, secure: true } });
  for (const right of ['bypassCSP', 'corsEnabled', 'allowServiceWorkers']) {
    expect(scheme.privileges[right]).toBeUndefined();
  }
});

test('pages come with the same strict policy as in the browser host', async () => {
  const files = await loadStaticFiles(directory);
  const page = answer(new Request('app://tram/ho-so/1?x=1'), files);
  expect(await page.text()).toBe('<title>Trạm</title>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('cache-control')).toBe('no-store');
});

test('another host, another method and a file that is not there are refused', async () => {
  const files = await loadStaticFiles(directory);
  expect(answer(new Request('app://evil/'), files).status).toBe(404);
  expect(answer(new Request('app://tram/x.js'), files).status).toBe(404);
  expect(answer(new Request('app://tram/%2e%2e%2fpackage.json'), files).status).toBe(404);
  expect(answer(new Request('app://tram/%zz'), files).status).toBe(400);
  const post = answer(new Request('app://tram/', { method: 'POST' }), files);
  expect(post.status).toBe(405);
  expect(post.headers.get('content-security-policy')).toContain("default-src 'none'");
});
