import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

/** Where a window stood when it was closed; pixels of the desktop. */
export type WindowPlace = { bounds: Rectangle; maximized: boolean };

/** Fits, with the taskbar, on the commonest screen: 1366×768. */
export const MINIMUM = { width: 1024, height: 640 };
const PREFERRED = { width: 1440, height: 900 };

const Place = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() }),
  maximized: z.boolean(),
});

/** The remembered place; null when there is none that can be read. */
export function readPlace(file: string): WindowPlace | null {
  try {
    return Place.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Not worth an error: next time the window just opens in the middle. */
export function writePlace(file: string, place: WindowPlace): void {
  try {
    writeFileSync(file, JSON.stringify(place));
  } catch {
    // See above.
  }
}

/**
 * Where to open: the remembered place if enough of it is on a screen that is there now, else the middle of the first
 * screen; on a small screen all of it.
 */
export function placeWindow(remembered: WindowPlace | null, workAreas: readonly Rectangle[]): WindowPlace {
  const first = workAreas[0] ?? { x: 0, y: 0, ...PREFERRED };
  if (remembered !== null) {
    const area = workAreas.find((candidate) => overlap(candidate, remembered.bounds) > 0.5);
    if (area !== undefined)
      return { bounds: within(area, remembered.bounds), maximized: remembered.maximized };
  }
  const width = Math.min(PREFERRED.width, first.width);
  const height = Math.min(PREFERRED.height, first.height);
  return {
    bounds: {
      x: first.x + Math.floor((first.width - width) / 2),
      y: first.y + Math.floor((first.height - height) / 2),
      width,
      height,
    },
    maximized: first.width <= PREFERRED.width,
  };
}

/** The share of the window's surface that lies on a screen. */
function overlap(area: Rectangle, bounds: Rectangle): number {
  const width = Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x);
  const height = Math.min(area.y + area.height, bounds.y + bounds.height) - Math.max(area.y, bounds.y);
  return width <= 0 || height <= 0 ? 0 : (width * height) / (bounds.width * bounds.height);
}

function within(area: Rectangle, bounds: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, MINIMUM.width), area.width);
  const height = Math.min(Math.max(bounds.height, MINIMUM.height), area.height);
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}
