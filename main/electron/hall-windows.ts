import { readFileSync, writeFileSync } from 'node:fs';
import { app, BrowserWindow, type Session, screen, session, type WebContents } from 'electron';
import { z } from 'zod';
import { APP_PAGE } from './addresses.ts';
import { HALL_ARGUMENT } from './channels.ts';
import { safePreferences } from './safe-preferences.ts';
import { TEXTS } from './texts.ts';

/** Screens of the hall that one PC can show beside the clerk's: a ticket kiosk and a calling board. */
export const HALL_PLACES = [1, 2] as const;
export type HallPlace = (typeof HALL_PLACES)[number];

const Remembered = z.array(z.literal(HALL_PLACES)).catch([]);

/** Windows that citizens see. */
export type HallWindows = {
  /** Opens the one of this place, or brings it to the front. */
  open(place: HallPlace): void;
  /** Opens those that were open when the program ended last. */
  openRemembered(): void;
  /** The place of a window that is, or was, one of these; undefined for any other. */
  placeOf(contents: WebContents): HallPlace | undefined;
};

/**
 * Each has a session of its own, so that nothing of the clerk's is in it; what it may do is what the device that it is
 * paired as may do. It fills the second display where there is one. `file` remembers which were open; `prepare` serves
 * and guards a session before its first page; `onOpened` and `onGone` are told each window.
 */
export function createHallWindows(options: {
  preloadFile: string;
  file: string;
  prepare: (session: Session) => void;
  onOpened: (window: BrowserWindow) => void;
  onGone: (reason: string) => void;
}): HallWindows {
  const open = new Map<HallPlace, BrowserWindow>();
  /** By the id of its contents, for good: a window that is closing must not pass for one of a person. */
  const places = new Map<number, HallPlace>();
  const prepared = new Set<HallPlace>();
  let ending = false;
  app.on('before-quit', () => {
    ending = true;
  });

  /** Windows that go because the program ends are opened again next time. Not worth an error where it can't be kept. */
  function remember(): void {
    if (ending) return;
    try {
      writeFileSync(options.file, JSON.stringify([...open.keys()]));
    } catch {
      // See above.
    }
  }

  function openAt(place: HallPlace): void {
    const known = open.get(place);
    if (known !== undefined && !known.isDestroyed()) {
      known.show();
      known.focus();
      return;
    }
    const partition = `persist:hall-${place}`;
    if (!prepared.has(place)) options.prepare(session.fromPartition(partition));
    prepared.add(place);
    const displays = screen.getAllDisplays();
    const display = displays[Math.min(place, displays.length - 1)];
    const window = new BrowserWindow({
      ...display?.bounds,
      // On the clerk's only display it must not cover her work.
      fullscreen: displays.length > 1,
      title: TEXTS.hall.title(place),
      autoHideMenuBar: true,
      backgroundColor: '#f6f8fa',
      webPreferences: {
        ...safePreferences(options.preloadFile),
        partition,
        additionalArguments: [HALL_ARGUMENT],
        // A board speaks without anybody touching it, also while the clerk's window is in front.
        autoplayPolicy: 'no-user-gesture-required',
        backgroundThrottling: false,
      },
    });
    // No menu behind Alt: citizens stand before it.
    window.removeMenu();
    open.set(place, window);
    places.set(window.webContents.id, place);
    remember();
    window.on('close', () => {
      open.delete(place);
      remember();
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      options.onGone(reason);
      window.webContents.reload();
    });
    options.onOpened(window);
    void window.loadURL(`${APP_PAGE}#/pair`);
  }

  return {
    placeOf: (contents) => places.get(contents.id),
    open: openAt,
    openRemembered() {
      for (const place of readRemembered(options.file)) openAt(place);
    },
  };
}

function readRemembered(file: string): HallPlace[] {
  try {
    return [...new Set(Remembered.parse(JSON.parse(readFileSync(file, 'utf8'))))];
  } catch {
    return [];
  }
}
