import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '#office/storage/index.ts';
import { findBrokenFreezes, freeze, readFrozen } from '../upgrade/frozen.ts';
import { root } from './tree.ts';

const folder = 'main/office/storage/migrations';
const frozen = readFrozen(root);
const files = readdirSync(path.join(root, folder))
  .filter((name) => /^\d{4}-.*(?<!\.test)\.ts$/.test(name))
  .sort();

describe('migrations', () => {
  it('are one file each, all in the list, numbered as they are named, in tens or between', () => {
    expect(files).toEqual(
      migrations.map(({ version, name }) => `${String(version).padStart(4, '0')}-${name}.ts`),
    );
  });

  it('and samples of a release are never changed', () => {
    expect(findBrokenFreezes(root, frozen)).toEqual([]);
  });

  it('of a new release come after those of the last', () => {
    const released = frozen.releases
      .flatMap((release) => Object.keys(release.files))
      .map((file) => path.basename(file));
    const newest =
      released
        .filter((name) => /^\d{4}-/.test(name))
        .sort()
        .at(-1) ?? '';
    expect(files.filter((name) => !released.includes(name) && name < newest)).toEqual([]);
  });

  it('after the first release meet data, so each has a test of its own', () => {
    const [first] = frozen.releases;
    const untested = files.filter(
      (name) =>
        first !== undefined &&
        first.files[`${folder}/${name}`] === undefined &&
        !existsSync(path.join(root, folder, name.replace(/\.ts$/, '.test.ts'))),
    );
    expect(untested).toEqual([]);
  });
});

describe('the freeze', () => {
  let tree: string;
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  };
  beforeEach(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-'));
    write(`${folder}/0010-a.ts`, 'one\n');
    write(`${folder}/0010-a.test.ts`, 'test\n');
    write('test/upgrade/samples/a.v1.json', '{}\n');
  });
  afterEach(() => rmSync(tree, { recursive: true, force: true }));

  it('enters what is new, notices a change and a loss, and lets line ends be', () => {
    const first = freeze(tree, { releases: [] }, '0.1.0');
    expect(Object.keys(first.releases[0]?.files ?? {})).toEqual([
      `${folder}/0010-a.ts`,
      'test/upgrade/samples/a.v1.json',
    ]);
    write(`${folder}/0020-b.ts`, 'two\n');
    write(`${folder}/0010-a.ts`, 'one\r\n');
    const second = freeze(tree, first, '0.2.0');
    expect(Object.keys(second.releases[1]?.files ?? {})).toEqual([`${folder}/0020-b.ts`]);
    write(`${folder}/0010-a.ts`, 'one and a half\n');
    rmSync(path.join(tree, 'test/upgrade/samples/a.v1.json'));
    expect(findBrokenFreezes(tree, second)).toEqual([
      `${folder}/0010-a.ts was shipped with 0.1.0 and was changed`,
      'test/upgrade/samples/a.v1.json was shipped with 0.1.0 and is gone',
    ]);
    expect(() => freeze(tree, second, '0.3.0')).toThrow(/was changed/);
  });

  it('enters a release once', () => {
    const first = freeze(tree, { releases: [] }, '0.1.0');
    expect(() => freeze(tree, first, '0.1.0')).toThrow(/released already/);
  });
});
