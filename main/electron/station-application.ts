import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app, type BrowserWindow, dialog, Menu, session, utilityProcess } from 'electron';
import { createLogFile, defaultStationDirectory, systemClock } from '#main/host/index.ts';
import { bundleFiles } from './addresses.ts';
import { guardContents, guardSession } from './guards.ts';
import { openMainWindow } from './main-window.ts';
import { createMenu } from './menu.ts';
import { createStationPages } from './own-pages.ts';
import { createSecretStore } from './secrets.ts';
import { startStationProcess } from './station-process.ts';
import { TEXTS } from './texts.ts';
import { createTokenModules } from './token-modules.ts';

/** The office's address that this PC was told on its command line; null: it has an office of its own. */
export function stationAskedFor(argv: readonly string[]): string | null {
  return argumentOf(argv, 'station');
}

/**
 * The window of a counter's PC: the pages of its own station process on 127.0.0.1, and nothing else. The station shows the
 * office's screens and drives the devices in a process of its own; the window needs nothing of this program, so it gets no
 * preload script. What must happen before the app is ready happens before the first await.
 */
export async function runStationApplication(directory: string, argv: readonly string[]): Promise<void> {
  const own = directoryOf(argv);
  const profile = path.join(own, 'electron');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  app.setAppUserModelId('vn.trammotcua.tram.station');
  app.enableSandbox();
  app.commandLine.appendSwitch('disable-component-update');
  // Its own parts, such as fields of dates, speak Vietnamese whatever language the PC's Windows has.
  app.commandLine.appendSwitch('lang', 'vi');
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const pages = createStationPages();
  let window: BrowserWindow | undefined;
  app.on('web-contents-created', (_event, contents) => guardContents(contents, pages));
  app.on('second-instance', () => {
    if (window === undefined || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  const log = createLogFile(path.join(own, 'logs', 'electron.log'));
  guardSession(session.defaultSession, pages);
  Menu.setApplicationMenu(createMenu(null));
  const files = bundleFiles(directory);

  const station = startStationProcess({
    fork: () =>
      utilityProcess.fork(files.stationChild, [], { serviceName: 'Tram station', stdio: 'inherit' }),
    config: {
      directory: own,
      office: stationAskedFor(argv) ?? '',
      code: argumentOf(argv, 'code'),
      fingerprint: argumentOf(argv, 'fingerprint'),
      resourcesDirectory: path.join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'resources'),
    },
    secrets: createSecretStore(process.platform),
    modules: createTokenModules(() =>
      utilityProcess.fork(files.tokenModule, [], { serviceName: 'Tram token module', stdio: 'ignore' }),
    ),
    onReady(startAddress) {
      pages.become(startAddress);
      if (window !== undefined && !window.isDestroyed()) {
        // The station was started anew: the window comes in again.
        void window.loadURL(startAddress);
        return;
      }
      window = openMainWindow({
        preloadFile: null,
        page: startAddress,
        placeFile: path.join(profile, 'window.json'),
        now: systemClock.now,
        onGone: (reason) =>
          log.sink({ level: 'error', room: 'electron', message: 'screen gone', data: { reason } }),
        onQuit: () => app.quit(),
      });
    },
    onDigits(digits) {
      void dialog.showMessageBox({
        type: 'info',
        title: TEXTS.title,
        message: TEXTS.station.digits,
        detail: digits,
      });
    },
    onRefused(message) {
      log.sink({ level: 'error', room: 'electron', message: 'station refused to start' });
      dialog.showErrorBox(TEXTS.station.refused, message);
      app.quit();
    },
  });

  // The ticket at the printer gets a moment to come out.
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void station.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}

function directoryOf(argv: readonly string[]): string {
  const given = argumentOf(argv, 'data');
  if (given !== null) return path.resolve(given);
  return defaultStationDirectory({ platform: process.platform, env: process.env, home: homedir() });
}

function argumentOf(argv: readonly string[], name: string): string | null {
  const start = `--${name}=`;
  const value = argv.find((argument) => argument.startsWith(start))?.slice(start.length);
  return value === undefined || value === '' ? null : value;
}
