import { expect, it } from 'vitest';
import { ModulePath } from '#shared/contract/tokens.ts';
import { isModulePath, modulePathsIn } from './module-paths.ts';
import { pngProblem } from './png.ts';

it('says of a path what the contract says', () => {
  const paths = [
    '/usr/lib/softhsm/libsofthsm2.so',
    '/usr/lib/libx.so.2.1',
    'C:\\Windows\\System32\\viettel-ca_v6.dll',
    'C:\\Tệp chương trình\\ký số.DLL',
    'libsofthsm2.so',
    '--module=/x.so',
    '/etc/passwd',
    '/x.so\n/y.so',
    '',
  ];
  for (const path of paths)
    expect([path, isModulePath(path)]).toEqual([path, ModulePath.safeParse(path).success]);
});

it('takes one path from each line', () => {
  expect(modulePathsIn('/a.so\n\n  /b.so \r\n/a.so')).toEqual(['/a.so', '/b.so']);
});

it('a seal is a PNG by its first bytes, and not larger than is kept', () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  expect(pngProblem(Uint8Array.from([...png, 1, 2]))).toBeNull();
  expect(pngProblem(Uint8Array.from([0xff, 0xd8]))).toBe('notPng');
  const large = new Uint8Array(299_001);
  large.set(png);
  expect(pngProblem(large)).toBe('tooLarge');
});
