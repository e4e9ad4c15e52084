import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finishSwap, isSwapPending, stagedFolder, swapIn } from './swap.ts';

/** A disk that does not take what it is told to keep. */
const disk = vi.hoisted(() => ({ fails: (): boolean => false }));
vi.mock('node:fs', async (original) => {
  const system = await original<{ fsyncSync(handle: number): void }>();
  return {
    ...system,
    fsyncSync(handle: number) {
      if (disk.fails()) throw new Error('EIO');
      system.fsyncSync(handle);
    },
  };
});

const at = '2026-11-20T08:00:00.000+07:00';
const body = {
  id: 'copy-1',
  madeAt: at,
  outcome: 'whole' as const,
  entries: 1,
  papers: 0,
  damaged: [],
  damages: 0,
};
const before = 'truoc-khoi-phuc-2026-11-20-08-00-00';
/** Every rename in its order; a cut leaves the plan and the first few of them. */
const moves = [
  ['office.db-wal', `${before}/office.db-wal`],
  ['office.db', `${before}/office.db`],
  ['restoring/office.db', 'office.db'],
  ['archive', `${before}/archive`],
  ['restoring/archive', 'archive'],
  ['keys.copy.json', `${before}/keys.copy.json`],
  ['keys.json', `${before}/keys.json`],
  ['restoring/keys.json', 'keys.json'],
] as const;
/** What was checked is on the disk; the plan; each rename; what the next opening is to record. */
const STEPS = moves.length + 3;

const made: string[] = [];
let directory: string;
beforeEach(() => {
  directory = lie();
});
afterEach(() => {
  disk.fails = () => false;
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The files of a folder with their texts. */
function read(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), readFileSync(file, 'utf8')];
    }),
  );
}

function lay(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

/** An old office with a checked one waiting in it. */
function lie(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tram-swap-'));
  made.push(folder);
  const old = ['office.db', 'office.db-wal', 'keys.json', 'keys.copy.json', 'archive/a'];
  lay(folder, Object.fromEntries(old.map((name) => [name, 'old'])));
  lay(stagedFolder(folder), { 'office.db': 'new', 'keys.json': 'new', 'archive/b': 'new' });
  return folder;
}

function failAt(step: number, doing: () => void = () => undefined): () => void {
  let passed = 0;
  return () => {
    passed += 1;
    if (passed !== step) return;
    doing();
    throw new Error('EBUSY');
  };
}

describe('a swap that is cut off', () => {
  it.each(moves.map((_, index) => index).concat(moves.length))(
    'after %i renames is ended by the next start',
    (renamed) => {
      swapIn(directory, body, at);
      const after = read(directory);
      expect(after).toMatchObject({ 'office.db': 'new', 'keys.json': 'new', 'archive/b': 'new' });
      expect(Object.keys(after).filter((name) => name.startsWith(before))).toHaveLength(5);

      const cut = lie();
      writeFileSync(path.join(cut, 'restore-plan.json'), JSON.stringify({ before, body }));
      mkdirSync(path.join(cut, before));
      for (const [from, to] of moves.slice(0, renamed)) renameSync(path.join(cut, from), path.join(cut, to));
      finishSwap(cut);
      expect(read(cut)).toEqual(after);
      finishSwap(cut);
      expect(read(cut)).toEqual(after);
    },
  );
});

describe('a swap that a held file stops', () => {
  it.each(Array.from({ length: STEPS }, (_, index) => index + 1))(
    'at step %i leaves the old office whole at once, and no later start carries it out',
    (step) => {
      const untouched = read(directory);
      expect(() => swapIn(directory, body, at, failAt(step))).toThrow('EBUSY');
      expect(isSwapPending(directory)).toBe(false);
      expect(read(directory)).toEqual(untouched);
      expect(existsSync(path.join(directory, before))).toBe(false);
      finishSwap(directory);
      const old = Object.entries(untouched).filter(([name]) => !name.startsWith('restoring'));
      expect(read(directory)).toEqual(Object.fromEntries(old));
    },
  );

  it('was tried at every step that there is', () => {
    swapIn(directory, body, at, failAt(STEPS + 1));
    expect(isSwapPending(directory)).toBe(false);
    const other = lie();
    expect(() => swapIn(other, body, at, failAt(STEPS))).toThrow('EBUSY');
  });

  it('at the first rename of all leaves the old office', () => {
    const untouched = read(directory);
    // Nothing can be renamed over a folder that is not empty: as if another program held the file.
    lay(path.join(directory, before, 'office.db'), { held: '' });
    expect(() => swapIn(directory, body, at)).toThrow();
    rmSync(path.join(directory, before), { recursive: true });
    expect(read(directory)).toEqual(untouched);
  });

  it('both ways stays pending, until a start carries it out', () => {
    const waiting = stagedFolder(directory);
    const held = path.join(directory, 'held');
    // The database is swapped, the keys are not, and what was swapped cannot be moved back.
    const cannotGoBack = failAt(5, () => renameSync(waiting, held));
    expect(() => swapIn(directory, body, at, cannotGoBack)).toThrow('EBUSY');
    expect(isSwapPending(directory)).toBe(true);
    renameSync(held, waiting);
    finishSwap(directory);
    expect(isSwapPending(directory)).toBe(false);
    expect(read(directory)).toMatchObject({ 'office.db': 'new', 'keys.json': 'new', 'archive/b': 'new' });
  });

  it('keeps what an earlier restore still has to record', () => {
    writeFileSync(path.join(directory, 'restored.json'), JSON.stringify({ ...body, id: 'copy-0' }));
    expect(() => swapIn(directory, body, at, failAt(4))).toThrow('EBUSY');
    expect(read(directory)['restored.json']).toContain('copy-0');
  });
});

describe('a disk that fails', () => {
  const lies = (name: string) => existsSync(path.join(directory, name));

  it('once everything is in its place is told of, and the restored office is opened', () => {
    disk.fails = () => lies('restored.json') && !lies('restore-plan.json');
    const troubles: unknown[] = [];
    const kept = swapIn(directory, body, at, undefined, (error) => troubles.push(error));
    expect(kept).toBe(path.join(directory, before));
    expect(troubles).toEqual([new Error('EIO')]);
    expect(isSwapPending(directory)).toBe(false);
    expect(read(directory)).toMatchObject({ 'office.db': 'new', 'keys.json': 'new', 'archive/b': 'new' });
  });

  it('as the plan is written leaves the old office and no plan', () => {
    const untouched = read(directory);
    let failed = false;
    disk.fails = () => {
      const now = !failed && lies('restore-plan.json');
      failed ||= now;
      return now;
    };
    expect(() => swapIn(directory, body, at)).toThrow('EIO');
    expect(isSwapPending(directory)).toBe(false);
    expect(read(directory)).toEqual(untouched);
  });
});

it('what is not whole is not put in place', () => {
  rmSync(path.join(stagedFolder(directory), 'keys.json'));
  const untouched = read(directory);
  expect(() => swapIn(directory, body, at)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  expect(read(directory)).toEqual(untouched);
  expect(isSwapPending(directory)).toBe(false);
});
