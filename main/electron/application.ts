import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app, BrowserWindow, dialog, Menu, session, utilityProcess } from 'electron';
import {
  createLogFile,
  defaultDataDirectory,
  defaultMarkDirectory,
  loadStaticFiles,
  type StaticFiles,
  systemClock,
} from '#main/host/index.ts';
import { bundleFiles } from './addresses.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { guardContents, guardSession } from './guards.ts';
import { createHallDevices } from './hall-devices.ts';
import { createHallWindows } from './hall-windows.ts';
import { answerHostRequest } from './host-requests.ts';
import { answerConnect, answerEnter, type ConnectWindow, givePort } from './ipc.ts';
import { openMainWindow } from './main-window.ts';
import { createMenu } from './menu.ts';
import { type OfficeProcess, startOfficeProcess } from './office-process.ts';
import { createHostPrinter } from './printer.ts';
import { createSecretStore } from './secrets.ts';
import { TEXTS } from './texts.ts';
import { createTokenModules } from './token-modules.ts';

/**
 * The Electron host from start to end. `directory` is where the bundle lies, `argv` the command line
 * (`--data=DIR` names another data directory). What must happen before the app is ready happens before the first await.
 */
export async function runApplication(directory: string, argv: readonly string[]): Promise<void> {
  const dataDirectory = dataDirectoryOf(argv);
  const profile = path.join(dataDirectory, 'electron');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  // Chromium's own files, and by them the single instance, belong to the data directory.
  app.setPath('userData', profile);
  app.setAppUserModelId('vn.trammotcua.tram');
  app.enableSandbox();
  app.commandLine.appendSwitch('disable-component-update');
  // Its own parts, such as fields of dates, speak Vietnamese whatever language the PC's Windows has.
  app.commandLine.appendSwitch('lang', 'vi');
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  const files = bundleFiles(directory);
  const log = createLogFile(path.join(dataDirectory, 'logs', 'electron.log'));
  guardSession(session.defaultSession);
  let screens: StaticFiles;
  try {
    screens = await loadStaticFiles(files.renderer);
  } catch {
    dialog.showErrorBox(TEXTS.title, TEXTS.screensMissing);
    app.exit(1);
    return;
  }
  serveApp(session.defaultSession, screens);
  const onGone = (reason: string): void =>
    log.sink({ level: 'error', room: 'electron', message: 'screen gone', data: { reason } });
  const hall = createHallWindows({
    preloadFile: files.preload,
    file: path.join(profile, 'hall.json'),
    prepare(own) {
      guardSession(own);
      serveApp(own, screens);
    },
    onOpened: (window) => windows.add(window),
    onGone,
  });
  Menu.setApplicationMenu(createMenu(hall.open));

  const secrets = createSecretStore(process.platform);
  const office: OfficeProcess = startOfficeProcess({
    fork: () => utilityProcess.fork(files.officeChild, [], { serviceName: 'Tram office', stdio: 'inherit' }),
    config: {
      dataDirectory,
      markDirectory: defaultMarkDirectory(thisMachine()),
      screensDirectory: files.renderer,
      resourcesDirectory: path.join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'resources'),
      pdfWorkerFile: existsSync(files.pdfWorker) ? files.pdfWorker : null,
      version: app.getVersion(),
    },
    answer: answerHostRequest({
      secrets,
      printer: createHostPrinter(path.join(profile, 'printing')),
    }),
    modules: createTokenModules(() =>
      utilityProcess.fork(files.tokenModule, [], { serviceName: 'Tram token module', stdio: 'ignore' }),
    ),
    onRestarted() {
      log.sink({ level: 'warn', room: 'electron', message: 'office restarted' });
      for (const window of BrowserWindow.getAllWindows()) {
        if (windows.has(window)) void givePort(window.webContents, connect).catch(() => undefined);
      }
    },
    onRefused(message) {
      log.sink({ level: 'error', room: 'electron', message: 'office refused to start' });
      dialog.showErrorBox(TEXTS.officeRefused, message);
      app.quit();
    },
  });
  const devices = createHallDevices({ directory: profile, secrets, takeToken: office.takeToken });
  const connect: ConnectWindow = async (contents) => {
    const place = hall.placeOf(contents);
    const origin = `window:${contents.id}`;
    return place === undefined
      ? office.connect(origin)
      : office.connect(origin, await devices.originOf(place));
  };
  answerConnect({
    isOwnWindow: (contents) => {
      const window = BrowserWindow.fromWebContents(contents);
      return window !== null && windows.has(window);
    },
    connect,
  });
  answerEnter({ placeOf: hall.placeOf, enter: devices.enter });
  app.on('child-process-gone', (_event, details) => {
    log.sink({ level: 'warn', room: 'electron', message: 'process gone', data: { type: details.type } });
  });
  stopBeforeQuit(office);

  const main = openMainWindow({
    preloadFile: files.preload,
    placeFile: path.join(profile, 'window.json'),
    now: systemClock.now,
    onGone,
    onQuit: () => app.quit(),
  });
  windows.add(main);
  mainWindow = main;
  // Who closes the workstation closes the program, also where a board is still open.
  main.on('closed', () => app.quit());
  hall.openRemembered();
}

/** The windows with screens in them; the hidden ones for printing are not among them. */
const windows = new WeakSet<BrowserWindow>();
/** The clerk's. */
let mainWindow: BrowserWindow | undefined;

function dataDirectoryOf(argv: readonly string[]): string {
  const given = argv.find((argument) => argument.startsWith('--data='))?.slice('--data='.length);
  if (given) return path.resolve(given);
  return defaultDataDirectory(thisMachine());
}

const thisMachine = () => ({ platform: process.platform, env: process.env, home: homedir() });

/** Somebody started the program a second time: they want to see it. */
function showWindow(): void {
  const window = mainWindow;
  if (window === undefined || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The database is closed before the program ends. */
function stopBeforeQuit(office: OfficeProcess): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void office.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}
