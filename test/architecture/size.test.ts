import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldersIn, root, sourceFiles } from './tree.ts';

const LIMIT = 500;
const MEDIAN = 110;
const README_LINES = 40;

const code = sourceFiles().filter(({ file }) => !/\.test\.tsx?$/.test(file));

/** Every folder that is a room of its own. */
const rooms = [
  'main',
  'renderer',
  'shared',
  'resources',
  'test',
  ...foldersIn('shared'),
  ...foldersIn('main'),
  ...foldersIn('main/office'),
  ...foldersIn('renderer').filter((folder) => !folder.endsWith('/public')),
  ...foldersIn('resources'),
];

describe('rooms stay liveable', () => {
  it(`no file is longer than ${LIMIT} lines, tests included`, () => {
    expect(
      sourceFiles()
        .filter(({ lines }) => lines > LIMIT)
        .map(({ file, lines }) => `${file}: ${lines}`),
    ).toEqual([]);
  });

  it(`the median file has at most ${MEDIAN} lines`, () => {
    const lines = code.map((file) => file.lines).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(MEDIAN);
  });

  it.each(rooms)('%s has a README of at most 40 lines', (room) => {
    const readme = path.join(root, room, 'README.md');
    expect(existsSync(readme), `${room}/README.md is missing`).toBe(true);
    expect(readFileSync(readme, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(README_LINES);
  });

  it('the top level holds only what the house plan names', async () => {
    const { execFileSync } = await import('node:child_process');
    const top = new Set(
      execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
        .split('\n')
        .filter((line) => line !== '')
        .map((file) => file.split('/')[0]),
    );
    const allowed = [
      'main',
      'renderer',
      'shared',
      'resources',
      'test',
      'docs',
      'electron-builder.yml',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'biome.json',
      'README.md',
      'CONTRIBUTING.md',
      'LICENSE',
    ];
    expect(
      [...top].filter((name) => name !== undefined && !name.startsWith('.') && !allowed.includes(name)),
    ).toEqual([]);
  });
});
