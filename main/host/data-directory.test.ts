import { expect, test } from 'vitest';
import { defaultDataDirectory, defaultDemoDirectory } from './data-directory.ts';

test('Linux follows XDG_DATA_HOME and ignores a relative one', () => {
  const linux = { platform: 'linux', home: '/home/lan' } as const;
  expect(defaultDataDirectory({ ...linux, env: {} })).toBe('/home/lan/.local/share/tram-mot-cua');
  expect(defaultDataDirectory({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/tram-mot-cua');
  expect(defaultDataDirectory({ ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe(
    '/home/lan/.local/share/tram-mot-cua',
  );
});

test('Windows follows LOCALAPPDATA', () => {
  const windows = { platform: 'win32', home: 'C:\\Users\\Lan' } as const;
  expect(defaultDataDirectory({ ...windows, env: { LOCALAPPDATA: 'D:\\Local' } })).toBe(
    'D:\\Local\\TramMotCua',
  );
  expect(defaultDataDirectory({ ...windows, env: {} })).toBe('C:\\Users\\Lan\\AppData\\Local\\TramMotCua');
});

test('sample data never lies in the real directory', () => {
  const machine = { platform: 'linux', home: '/home/lan', env: {} } as const;
  expect(defaultDemoDirectory(machine)).toBe('/home/lan/.local/share/tram-mot-cua-demo');
});
