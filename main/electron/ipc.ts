import { ipcMain, type MessagePortMain, type WebContents, type WebFrameMain } from 'electron';
import { isOwnPage } from './addresses.ts';
import { CONNECT_CHANNEL, ENTER_CHANNEL, PORT_CHANNEL } from './channels.ts';
import type { HallPlace } from './hall-windows.ts';

/** Asks for a port to the office in the name of a window; rejects when the office cannot be started. */
export type ConnectWindow = (window: WebContents) => Promise<MessagePortMain>;

/**
 * Answers the one call that every page can make: a port for itself. Only the main frame of one of our own windows, showing our
 * own page, gets one. The only file that touches `ipcMain`.
 */
export function answerConnect(options: {
  isOwnWindow: (contents: WebContents) => boolean;
  connect: ConnectWindow;
}): void {
  ipcMain.handle(CONNECT_CHANNEL, async (event) => {
    if (!options.isOwnWindow(event.sender) || !isOwnMainFrame(event.sender, event.senderFrame)) {
      throw new Error('not allowed');
    }
    await givePort(event.sender, options.connect);
  });
}

/** Longer than any claim. */
const MOST_OF_CLAIM = 200;

/**
 * Answers what a window of the hall can call besides: it was let in, and comes for its token with a claim. The page is
 * told nothing but that this is over.
 */
export function answerEnter(options: {
  placeOf: (contents: WebContents) => HallPlace | undefined;
  enter: (place: HallPlace, claim: string) => Promise<void>;
}): void {
  ipcMain.handle(ENTER_CHANNEL, async (event, claim: unknown) => {
    const place = options.placeOf(event.sender);
    const isCall = typeof claim === 'string' && claim.length <= MOST_OF_CLAIM;
    if (place === undefined || !isCall || !isOwnMainFrame(event.sender, event.senderFrame)) {
      throw new Error('not allowed');
    }
    await options.enter(place, claim);
  });
}

/** Gives a window a fresh port, asked for or not; a window that is gone by then, or shows something else, gets none. */
export async function givePort(contents: WebContents, connect: ConnectWindow): Promise<void> {
  const port = await connect(contents);
  if (contents.isDestroyed() || !isOwnMainFrame(contents, contents.mainFrame)) {
    port.close();
    return;
  }
  contents.postMessage(PORT_CHANNEL, null, [port]);
}

function isOwnMainFrame(contents: WebContents, frame: WebFrameMain | null): boolean {
  return (
    frame !== null &&
    frame.parent === null &&
    frame.frameTreeNodeId === contents.mainFrame.frameTreeNodeId &&
    isOwnPage(frame.url)
  );
}
