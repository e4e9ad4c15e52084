import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { findKnownModules, loadKnownModules, type ModuleMachine, modulesFor } from './known-modules.ts';

const known = loadKnownModules(resourcesDirectory);

describe('the shipped list', () => {
  it('names each file once, with a source that it has', () => {
    const files = known.modules.map(({ file }) => file.toLowerCase());
    expect(new Set(files).size).toBe(files.length);
    for (const { source } of known.modules) expect(known.sources).toHaveProperty(source);
    expect(files.some((file) => file.includes('/') || file.includes('\\'))).toBe(false);
  });

  it('begins on Windows with those of the government, in the order of the field', () => {
    const files = modulesFor(known, 'win32').map(({ file }) => file);
    const order = ['bit4xpki.dll', 'bit4ipki.dll', 'bit4opki.dll', 'eTPKCS11.dll', 'eps2003csp11.dll'];
    expect(files[0]).toBe('bit4xpki.dll');
    expect(files.filter((file) => order.includes(file))).toEqual(order);
    // The `_s` files are shells for Windows' own interface, not PKCS#11.
    expect(files.filter((file) => /viettel.*_s\.dll$/i.test(file))).toEqual([]);
  });
});

describe('findKnownModules', () => {
  let folder: string;
  let written: Set<string>;
  beforeEach(() => {
    written = new Set();
    folder = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-modules-'));
    for (const one of ['first', 'second']) mkdirSync(path.join(folder, one));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const list = () => ({
    ...known,
    folders: { linux: [path.join(folder, 'first'), '%HOMEPLACE%/second'] },
    modules: [
      { file: 'a.so', issuer: 'A', source: 'opensc' },
      { file: 'b.so', issuer: 'B', source: 'opensc' },
      { file: 'c.dll', issuer: 'C', source: 'opensc' },
    ],
  });
  const machine = (): ModuleMachine => ({
    platform: 'linux',
    arch: 'x64',
    environment: { HOMEPLACE: folder },
    exists: (file) => written.has(file),
  });
  function put(place: string, made: 'x64' | 'ia32'): string {
    const head = Buffer.alloc(64);
    head.write('\x7fELF', 0, 'latin1');
    head.writeUInt16LE(made === 'x64' ? 62 : 3, 18);
    const file = `${folder}/${place}`;
    writeFileSync(file, head);
    written.add(file);
    return file;
  }

  it('finds nothing where nothing is installed', () => {
    expect(findKnownModules(list(), machine())).toEqual([]);
  });

  it('takes the file that this program can load, wherever it lies, each module once, in order', () => {
    put('first/b.so', 'ia32');
    const b = put('second/b.so', 'x64');
    const a = put('second/a.so', 'x64');
    expect(findKnownModules(list(), machine())).toEqual([a, b]);
  });

  it('names one for another machine where there is no better, so that the cause can be told', () => {
    const a = put('first/a.so', 'ia32');
    put('second/a.so', 'ia32');
    expect(findKnownModules(list(), machine())).toEqual([a]);
  });
});
