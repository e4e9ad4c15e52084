import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

test('nothing asked for: a window on the usual directory, the port and the tree of last time', () => {
  expect(readArguments([])).toEqual({
    ok: true,
    value: { web: false, port: null, data: null, demo: false, tree: null },
  });
});

test('an unattended start on sample data is a browser host', () => {
  const argv = ['--web', '--port', '5180', '--data', 'd i r', '--demo', '--tree', 'two-tier'];
  expect(readArguments(argv)).toEqual({
    ok: true,
    value: { web: true, port: 5180, data: 'd i r', demo: true, tree: 'two-tier' },
  });
  expect(readArguments(['--demo'])).toMatchObject({ value: { web: true } });
});

test.each([
  ['--port', 'x'],
  ['--port', '65536'],
  ['--port', '1e3'],
  ['--port=-1'],
  ['--tree', 'four'],
  ['--data', ''],
  ['--unknown'],
  ['stray'],
])('%s %s is refused with the usage', (...argv) => {
  const result = readArguments(argv);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.error).toContain('npm start --');
});
