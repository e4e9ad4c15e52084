import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { placeWindow, readPlace, writePlace } = await import('./window-bounds.ts');

const small = { x: 0, y: 0, width: 1366, height: 728 };
const wide = { x: 1366, y: 0, width: 1920, height: 1040 };

test('on the commonest screen the first window fills it; on a wide one it stands in the middle', () => {
  expect(placeWindow(null, [small])).toEqual({ bounds: small, maximized: true });
  expect(placeWindow(null, [wide])).toEqual({
    bounds: { x: 1366 + 240, y: 70, width: 1440, height: 900 },
    maximized: false,
  });
});

test('a window comes back where it was, also on the second screen', () => {
  const bounds = { x: 1400, y: 20, width: 1200, height: 800 };
  expect(placeWindow({ bounds, maximized: true }, [small, wide])).toEqual({ bounds, maximized: true });
});

test('a window whose screen is gone, or that sticks out, comes back in sight', () => {
  const lost = { bounds: { x: 1400, y: 20, width: 1200, height: 800 }, maximized: false };
  expect(placeWindow(lost, [small]).bounds).toEqual(small);
  const out = { bounds: { x: 300, y: -40, width: 1300, height: 700 }, maximized: false };
  expect(placeWindow(out, [small]).bounds).toEqual({ x: 66, y: 0, width: 1300, height: 700 });
  const tiny = { bounds: { x: 10, y: 10, width: 50, height: 50 }, maximized: false };
  expect(placeWindow(tiny, [small]).bounds).toEqual({ x: 10, y: 10, width: 1024, height: 640 });
});

test('the place is remembered; junk and a missing folder are not an error', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-window-'));
  const file = path.join(directory, 'window.json');
  const place = { bounds: small, maximized: true };
  writePlace(file, place);
  expect(readPlace(file)).toEqual(place);
  for (const junk of ['', '{}', '{"bounds":{"x":0,"y":0,"width":-5,"height":1},"maximized":true}']) {
    writeFileSync(file, junk);
    expect(readPlace(file)).toBeNull();
  }
  writePlace(path.join(directory, 'absent', 'window.json'), place);
  expect(readPlace(path.join(directory, 'absent', 'window.json'))).toBeNull();
  rmSync(directory, { recursive: true });
});
