import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A file of the built screens, ready to be sent. */
export type StaticFile = { bytes: Uint8Array<ArrayBuffer>; contentType: string; cacheControl: string };

/** The built screens, all in memory: what was not read at start can't be asked for, whatever a path says. */
export type StaticFiles = {
  /** The file for a decoded URL path; a path without an extension is a screen and gets the page. Undefined: 404. */
  find(urlPath: string): StaticFile | undefined;
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
};

const PAGE = '/index.html';
// The builder puts a hash of the content into these names, so a changed file is another file.
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/** Reads the folder of the built screens. Rejects when it has no page. */
export async function loadStaticFiles(directory: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const contentType = CONTENT_TYPES[path.extname(entry.name).toLowerCase()];
    if (contentType === undefined) continue;
    const file = path.join(entry.parentPath, entry.name);
    const urlPath = `/${path.relative(directory, file).split(path.sep).join('/')}`;
    files.set(urlPath, {
      bytes: new Uint8Array(await readFile(file)),
      contentType,
      cacheControl: HASHED.test(urlPath) ? 'private, max-age=31536000, immutable' : 'no-store',
    });
  }
  const page = files.get(PAGE);
  if (page === undefined) throw new Error(`no index.html in ${directory}`);
  return {
    find(urlPath) {
      const file = files.get(urlPath);
      if (file !== undefined) return file;
      return path.posix.extname(urlPath) === '' ? page : undefined;
    },
  };
}
