import { mkdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, session, type WebContents } from 'electron';
import type { HostPrinter, PrintOutcome } from '#office/ports.ts';
import { TEXTS } from './texts.ts';

type Job = Parameters<HostPrinter['print']>[0];

const VIEWER_LIMIT_MS = 15_000;
const VIEWER_POLL_MS = 100;
/** The viewer reports no moment at which its pages are laid out; this follows the appearance of its frame. */
const VIEWER_SETTLE_MS = 500;
const PRINT_LIMIT_MS = 120_000;

/**
 * Prints PDFs silently through Electron. A hidden window without rights loads the file in the built-in viewer; printing
 * from a PDF document works since Electron 33. Papers lie in `directory` only while they are printed, and what a crash
 * left there is removed at the next start.
 */
export function createHostPrinter(directory: string): HostPrinter {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  let lastJob = 0;

  async function list(): ReturnType<HostPrinter['list']> {
    const window = createPrintWindow(null);
    try {
      const printers = await window.webContents.getPrintersAsync();
      // Electron no longer tells which one is the default.
      return printers.map(({ name, displayName, description }) => ({
        name,
        description: displayName || description,
        isDefault: false,
      }));
    } finally {
      window.destroy();
    }
  }

  async function print(job: Job): Promise<PrintOutcome> {
    lastJob += 1;
    const file = path.join(directory, `${process.pid}-${lastJob}.pdf`);
    await writeFile(file, job.pdf, { mode: 0o600 });
    const address = pathToFileURL(file).href;
    const window = createPrintWindow(address);
    try {
      const printers = await window.webContents.getPrintersAsync();
      if (!printers.some((printer) => printer.name === job.printer)) {
        return { outcome: 'failed', detail: TEXTS.print.noPrinter(job.printer) };
      }
      if (!(await isShown(window.webContents, address)))
        return { outcome: 'failed', detail: TEXTS.print.notRead };
      return await sendToPrinter(window.webContents, job);
    } finally {
      if (!window.isDestroyed()) window.destroy();
      await rm(file, { force: true });
    }
  }

  return { list, print };
}

/**
 * What Electron's answer to a print order means for the paper. Success means "handed whole to the spooler", not that a
 * sheet has come out: nothing more can be known here, and asking about each paper would teach people to answer blindly.
 */
export function outcomeOfPrint(success: boolean, reason: string): PrintOutcome {
  if (success) return { outcome: 'printed', detail: TEXTS.print.spooled };
  // These come before anything is handed over; every other reason may come after some pages.
  const refused = /cancel|invalid|no printer/i.test(reason);
  return refused
    ? { outcome: 'failed', detail: TEXTS.print.refused(reason) }
    : { outcome: 'unknown', detail: TEXTS.print.unknown(reason) };
}

/** A window that nobody sees and that may load one file. */
function createPrintWindow(address: string | null): BrowserWindow {
  // Not kept on disk, and apart from the session of the screens.
  const printSession = session.fromPartition('tram-print', { cache: false });
  printSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  printSession.setPermissionCheckHandler(() => false);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printSession,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      plugins: true,
      spellcheck: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => {
    if (event.url !== address) event.preventDefault();
  });
  return window;
}

/** Loads the file and waits for the viewer. False when it never shows: then nothing was sent to any printer. */
async function isShown(contents: WebContents, address: string): Promise<boolean> {
  try {
    await contents.loadURL(address);
  } catch {
    return false;
  }
  for (let waited = 0; waited < VIEWER_LIMIT_MS; waited += VIEWER_POLL_MS) {
    if (contents.isDestroyed()) return false;
    if (contents.mainFrame.framesInSubtree.some((frame) => frame.url.startsWith('chrome-extension://'))) {
      await pause(VIEWER_SETTLE_MS);
      return true;
    }
    await pause(VIEWER_POLL_MS);
  }
  return false;
}

function sendToPrinter(contents: WebContents, job: Job): Promise<PrintOutcome> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(outcomeOfPrint(false, TEXTS.print.late)), PRINT_LIMIT_MS);
    contents.once('render-process-gone', () => resolve(outcomeOfPrint(false, TEXTS.print.crashed)));
    contents.print(
      {
        silent: true,
        deviceName: job.printer,
        copies: job.copies,
        pageSize: job.paper,
        margins: { marginType: 'none' },
        printBackground: true,
      },
      (success, reason) => {
        clearTimeout(late);
        resolve(outcomeOfPrint(success, reason));
      },
    );
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
