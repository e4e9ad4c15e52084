import { expect, test } from 'vitest';
import { asksForHelp, readArguments } from './arguments.ts';

test('nothing asked for: a window on the usual directory, the port and the tree of last time', () => {
  expect(readArguments([])).toEqual({
    ok: true,
    value: { web: false, port: null, data: null, demo: false, tree: null, station: null },
  });
});

test('help is asked for beside anything else', () => {
  expect([['--help'], ['-h'], ['--web', '--help']].map(asksForHelp)).toEqual([true, true, true]);
  expect(asksForHelp(['--web'])).toBe(false);
});

test('an unattended start on sample data is a browser host', () => {
  const argv = ['--web', '--port', '5180', '--data', 'd i r', '--demo', '--tree', 'two-tier'];
  expect(readArguments(argv)).toEqual({
    ok: true,
    value: { web: true, port: 5180, data: 'd i r', demo: true, tree: 'two-tier', station: null },
  });
  expect(readArguments(['--demo'])).toMatchObject({ value: { web: true } });
});

test.each([
  ['192.168.1.10', '192.168.1.10:8443', 8443],
  ['https://192.168.1.10:9443/', '192.168.1.10:9443', 9443],
  ['https://may-mot-cua/', 'may-mot-cua', 443],
  ['MAY-MOT-CUA:8443', 'may-mot-cua:8443', 8443],
  ['[fd00::1]:8443', '[fd00::1]:8443', 8443],
])('the PC of a counter is told its office as %s', (typed, authority, port) => {
  const result = readArguments(['--station', typed, '--code', 'ABCD-2345']);
  expect(result).toMatchObject({
    value: { station: { office: { authority, port }, code: 'ABCD-2345', fingerprint: null } },
  });
});

test.each([
  ['--port', 'x'],
  ['--port', '65536'],
  ['--port', '1e3'],
  ['--port=-1'],
  ['--tree', 'four'],
  ['--data', ''],
  ['--station', 'http://192.168.1.10'],
  ['--station', 'không có'],
  ['--station', '192.168.1.10', '--demo'],
  ['--station', '192.168.1.10', '--fingerprint', 'AA:BB'],
  ['--code', 'ABCD2345'],
  ['--unknown'],
  ['stray'],
])('%s %s is refused with the usage', (...argv) => {
  const result = readArguments(argv);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.error).toContain('npm start --');
});
