import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WebHost } from '#main/web/index.ts';
import { type SampleOffice, startSampleOffice } from '#test/fixtures/office.ts';
import { startPlainWeb } from '#test/fixtures/plain-web.ts';

/** What `docs/automation.md` promises, by running what it shows. */
const SAMPLE = path.resolve(import.meta.dirname, '../../docs/automation-sample.mjs');

let sample: SampleOffice;
let host: WebHost;
let directory = '';
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-automation-'));
  sample = await startSampleOffice();
  host = await startPlainWeb(sample.office);
});
afterAll(async () => {
  await host.close();
  await sample.end();
  rmSync(directory, { recursive: true, force: true });
});

function run(
  password: string,
  ...argv: string[]
): Promise<{ code: number | null; output: string; errors: string }> {
  const clerk = sample.people.find(({ role }) => role === 'clerk');
  const child = spawn(process.execPath, [SAMPLE, ...argv], {
    env: { ...process.env, TRAM_START: host.startAddress, TRAM_LOGIN: clerk?.login, TRAM_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })));
}

it('the sample signs in, searches, receives a dossier and saves its PDF', async () => {
  const password = sample.people.find(({ role }) => role === 'clerk')?.password ?? '';
  const file = path.join(directory, 'giay.pdf');
  const { code, output, errors } = await run(password, file);
  expect([errors, code]).toEqual(['', 0]);
  const told = JSON.parse(output) as { code: string; dueAt: string; pdf: string };
  expect(told.pdf).toBe(file);
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  const { rows } = await sample.clerk.dossiers.search({ query: told.code, cursor: null, limit: 2 });
  expect(rows).toMatchObject([{ code: told.code, dueAt: told.dueAt, applicantName: 'Nguyễn Văn Thử' }]);
});

it('with a wrong password it ends with the sentence of the office', async () => {
  const { code, output, errors } = await run('sai mật khẩu');
  expect([code, output]).toEqual([1, '']);
  expect(errors).toContain('Tên đăng nhập hoặc mật khẩu không đúng');
});

it('every procedure that the page names is in the document', async () => {
  const page = readFileSync(path.join(path.dirname(SAMPLE), 'automation.md'), 'utf8');
  const script = readFileSync(SAMPLE, 'utf8');
  const { paths } = (await (await fetch(`${host.address}/openapi.json`)).json()) as { paths: object };
  const named = [
    ...`${page}\n${script}`.matchAll(/(?:api\/|call\('|`)((?:session|dossiers|catalog|status)\/\w+)/g),
  ];
  expect(named.length).toBeGreaterThan(10);
  for (const [, name] of named) expect(Object.keys(paths)).toContain(`/api/${name}`);
});
