import path from 'node:path';

/** The scheme and origin of our own page; nothing else is ever loaded into a window. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://tram`;
export const APP_PAGE = `${APP_ORIGIN}/`;

/** Whether an address is a page of ours. Compared as an origin: `app://tram.evil/` is not. */
export function isOwnPage(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === `${APP_SCHEME}:` && url.host === 'tram';
  } catch {
    return false;
  }
}

/** Files of the bundle, beside this one when it runs. */
export function bundleFiles(directory: string): {
  renderer: string;
  preload: string;
  officeChild: string;
  stationChild: string;
  pdfWorker: string;
  tokenModule: string;
} {
  return {
    renderer: path.join(directory, '..', 'renderer'),
    preload: path.join(directory, 'preload.cjs'),
    officeChild: path.join(directory, 'office-child.js'),
    stationChild: path.join(directory, 'station-child.js'),
    pdfWorker: path.join(directory, 'pdf-worker.js'),
    tokenModule: path.join(directory, 'token-module.js'),
  };
}
