import { BrowserWindow, dialog, type RenderProcessGoneDetails, screen } from 'electron';
import { APP_PAGE } from './addresses.ts';
import { safePreferences } from './safe-preferences.ts';
import { TEXTS } from './texts.ts';
import { MINIMUM, placeWindow, readPlace, writePlace } from './window-bounds.ts';

/** A screen that dies again within this time is not simply reloaded once more. */
const CRASH_AGAIN_MS = 60_000;

/** Opens the window of the workstation. `placeFile` remembers where it stood; `onQuit` is the person giving up. */
export function openMainWindow(options: {
  preloadFile: string | null;
  /** Left out: the built screens. */
  page?: string;
  placeFile: string;
  now: () => number;
  onGone: (reason: string) => void;
  onQuit: () => void;
}): BrowserWindow {
  const place = placeWindow(
    readPlace(options.placeFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    title: TEXTS.title,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f6f8fa',
    webPreferences: safePreferences(options.preloadFile),
  });
  if (place.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writePlace(options.placeFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });

  // A screen with something half typed asks not to be closed; Electron would then refuse without a word.
  window.webContents.on('will-prevent-unload', (event) => {
    if (wantsToLeave(window)) event.preventDefault();
  });

  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, details: RenderProcessGoneDetails) => {
    if (details.reason === 'clean-exit') return;
    options.onGone(details.reason);
    const now = options.now();
    const again = now - lastCrash < CRASH_AGAIN_MS;
    lastCrash = now;
    if (again) void askAfterCrash(window, options.onQuit);
    else window.webContents.reload();
  });

  void window.loadURL(options.page ?? APP_PAGE);
  return window;
}

/** Asks at once, because the answer must be there before the event ends. The safe answer is the default. */
function wantsToLeave(window: BrowserWindow): boolean {
  const { unfinished } = TEXTS;
  const answer = dialog.showMessageBoxSync(window, {
    type: 'question',
    title: TEXTS.title,
    message: unfinished.message,
    detail: unfinished.detail,
    buttons: [unfinished.stay, unfinished.leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}

async function askAfterCrash(window: BrowserWindow, onQuit: () => void): Promise<void> {
  const { screenLost } = TEXTS;
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: TEXTS.title,
    message: screenLost.message,
    detail: screenLost.detail,
    buttons: [screenLost.reload, screenLost.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) onQuit();
  else if (!window.isDestroyed()) window.webContents.reload();
}
