import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogFile } from './log-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-log-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a line is one JSON object with level, time, room, message and data', () => {
  const file = path.join(directory, 'logs', 'office.log');
  const log = createLogFile(file, { now: () => 0 });
  log.sink({ level: 'warn', room: 'printing', message: 'máy in hết giấy', data: { jobs: 2 } });
  log.close();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    level: 40,
    time: '1970-01-01T00:00:00.000Z',
    room: 'printing',
    data: { jobs: 2 },
    msg: 'máy in hết giấy',
  });
});

test('files rotate, the oldest goes, and a restart goes on in the same file', () => {
  const file = path.join(directory, 'office.log');
  for (let start = 0; start < 3; start += 1) {
    const log = createLogFile(file, { maxBytes: 2_000, kept: 2 });
    for (let line = 0; line < 40; line += 1) log.sink({ level: 'info', room: 'x', message: `dòng ${line}` });
    log.close();
    log.sink({ level: 'info', room: 'x', message: 'after close' });
  }
  expect(readdirSync(directory).sort()).toEqual(['office.log', 'office.log.1', 'office.log.2']);
  for (const name of readdirSync(directory)) {
    expect(statSync(path.join(directory, name)).size).toBeLessThanOrEqual(2_000);
  }
  expect(existsSync(`${file}.3`)).toBe(false);
  expect(readFileSync(file, 'utf8')).not.toContain('after close');
});
