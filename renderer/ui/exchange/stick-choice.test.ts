import { describe, expect, it } from 'vitest';
import { filesNewestFirst, folderToUse, type StickPlace } from './stick-choice.ts';

const place = (folder: string, ...files: [file: string, at: string][]): StickPlace => ({
  folder,
  label: folder,
  freeBytes: null,
  files: files.map(([file, at]) => ({ file, name: file, bytes: 1, at })),
});

describe('where a file goes to', () => {
  it('is what was chosen while it is plugged in, else the first drive, else a folder that is typed', () => {
    expect(folderToUse([place('E:'), place('F:')], 'F:')).toBe('F:');
    expect(folderToUse([place('E:')], 'F:')).toBe('E:');
    expect(folderToUse([place('E:')], undefined)).toBe('E:');
    expect(folderToUse([place('E:')], null)).toBeNull();
    expect(folderToUse([], 'F:')).toBeNull();
  });
});

describe('files on the drives', () => {
  it('stand once, the newest first', () => {
    const found = filesNewestFirst([
      place('E:', ['E:/old', '2026-11-20T10:00:00.000+07:00'], ['E:/new', '2026-11-22T10:00:00.000+07:00']),
      place(
        'E:/x',
        ['E:/new', '2026-11-22T10:00:00.000+07:00'],
        ['E:/x/mid', '2026-11-21T10:00:00.000+07:00'],
      ),
    ]);
    expect(found.map(({ file }) => file.file)).toEqual(['E:/new', 'E:/x/mid', 'E:/old']);
  });

  it('stand after what can be taken in, where the office wrote them itself', () => {
    const found = filesNewestFirst([
      place(
        'E:',
        ['tram-mot-cua_H28_gui.tmc', '2026-11-22T10:00:00.000+07:00'],
        ['tram-mot-cua_H28_tra-loi.tmc', '2026-11-21T10:00:00.000+07:00'],
      ),
    ]);
    expect(found.map(({ file }) => file.name)).toEqual([
      'tram-mot-cua_H28_tra-loi.tmc',
      'tram-mot-cua_H28_gui.tmc',
    ]);
  });
});
