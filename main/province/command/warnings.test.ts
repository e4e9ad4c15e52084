import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hasSecret, readSecrets } from './secret.ts';
import { startWarnings } from './warnings.ts';

const sound = { demo: false, host: '127.0.0.1', secure: false, trustProxy: null, isSealed: true };

it('an address that is not this machine and not encrypted is warned of, with what to do', () => {
  for (const host of ['127.0.0.1', 'localhost', '::1', '127.1.2.3'])
    expect(startWarnings({ ...sound, host })).toEqual([]);
  expect(startWarnings({ ...sound, host: '0.0.0.0', secure: true })).toEqual([]);
  for (const host of ['0.0.0.0', '::', '10.0.0.5', 'may-chu.tinh']) {
    const [warning, ...more] = startWarnings({ ...sound, host });
    expect(warning).toContain(`${host} bằng http://`);
    expect(warning).toContain('--tls-cert');
    expect(more).toEqual([]);
  }
  expect(startWarnings({ ...sound, host: '0.0.0.0', trustProxy: '10.0.0.2' })[0]).toContain('tường lửa');
});

it('keys that lie unsealed are warned of, but not while somebody only tries it out', () => {
  expect(startWarnings({ ...sound, isSealed: false })[0]).toContain('PROVINCE_SECRET_FILE');
  expect(startWarnings({ ...sound, isSealed: false, demo: true })).toEqual([]);
});

it('the secret comes from the environment or a file, and is long enough', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tram-secret-'));
  const file = path.join(folder, 'secret');
  const secret = 'x'.repeat(40);
  writeFileSync(file, `${secret}\n`);
  expect(hasSecret({})).toBe(false);
  expect(hasSecret({ PROVINCE_SECRET: '' })).toBe(false);
  const kept = readSecrets({ PROVINCE_SECRET: secret }).seal('kid', 'key');
  expect(readSecrets({ PROVINCE_SECRET_FILE: file }).open('kid', kept)).toBe('key');
  expect(() => readSecrets({ PROVINCE_SECRET: 'short' })).toThrow('32');
  expect(() => readSecrets({ PROVINCE_SECRET_FILE: `${file}-2` })).toThrow('PROVINCE_SECRET_FILE');
  writeFileSync(file, '');
  // An empty file is a mistake, and no reason to go on unsealed.
  expect(() => hasSecret({ PROVINCE_SECRET_FILE: file })).toThrow('32');
  rmSync(folder, { recursive: true });
});
