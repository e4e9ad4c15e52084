import type { Session, WebContents } from 'electron';
import { APP_PAGES, type OwnPages } from './own-pages.ts';

/** What a page may do beyond showing itself: put text on the clipboard (a code, a recovery key). Nothing else. */
const GRANTED = new Set(['clipboard-sanitized-write']);

/** The built-in PDF viewer, which shows itself inside the frame of a PDF. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** Denies permissions, devices, remote content and downloads to all pages of a session. */
export function guardSession(session: Session, pages: OwnPages = APP_PAGES): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(GRANTED.has(permission) && pages.isOwn(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => {
    return GRANTED.has(permission) && pages.isOwn(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !pages.isLocal(details.url) });
  });
  session.on('will-download', (event, item) => {
    // A paper that the page itself made; the person chooses where it goes.
    if (!item.getURL().startsWith(papersOf(pages))) event.preventDefault();
  });
}

/** Keeps a page where it is: no other address, no new window, no embedded foreign page. */
export function guardContents(contents: WebContents, pages: OwnPages = APP_PAGES): void {
  contents.on('will-navigate', (event) => {
    if (!pages.isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    const allowedInFrame = [papersOf(pages), PDF_VIEWER].some((start) => event.url.startsWith(start));
    if (!pages.isOwn(event.url) && (event.isMainFrame || !allowedInFrame)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!pages.isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** How addresses begin of what a page of ours made; nothing begins so while there is none. */
function papersOf(pages: OwnPages): string {
  return `blob:${pages.origin() ?? 'none:'}/`;
}
