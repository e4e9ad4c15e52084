import type { Session, WebContents } from 'electron';
import { APP_ORIGIN, isOwnPage } from './addresses.ts';

/** What a page may do beyond showing itself: put text on the clipboard (a code, a recovery key). Nothing else. */
const GRANTED = new Set(['clipboard-sanitized-write']);

/** What a session may load. Everything that names a host on a network is absent. */
const LOCAL_SCHEMES = new Set(['app:', 'blob:', 'data:', 'devtools:', 'chrome-extension:']);

/** The built-in PDF viewer, which shows itself inside the frame of a PDF. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** Denies permissions, devices, remote content and downloads to all pages of a session. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(GRANTED.has(permission) && isOwnPage(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => {
    return GRANTED.has(permission) && isOwnPage(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isLocal(details.url) });
  });
  session.on('will-download', (event, item) => {
    // A paper that the page itself made; the person chooses where it goes.
    if (!item.getURL().startsWith(`blob:${APP_ORIGIN}/`)) event.preventDefault();
  });
}

/** Keeps a page where it is: no other address, no new window, no embedded foreign page. */
export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    const allowedInFrame = [`blob:${APP_ORIGIN}/`, PDF_VIEWER].some((start) => event.url.startsWith(start));
    if (!isOwnPage(event.url) && (event.isMainFrame || !allowedInFrame)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function isLocal(address: string): boolean {
  try {
    return LOCAL_SCHEMES.has(new URL(address).protocol);
  } catch {
    return false;
  }
}
