import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createPageCipher, PAGE, SALT } from './page-cipher.ts';

const PAGES_TRIED = 16;

/** `fits`: a page carries a MAC made with this key, so what is wrong is the file; `fits-no-page`: another key. */
export type KeyVerdict = 'fits' | 'fits-no-page' | 'not-encrypted-by-us';

/**
 * Checks page MACs of an SQLCipher 4 file by hand (HMAC-SHA-512 over cipher text, IV and page number), because
 * SQLite reports a wrong key and a damaged page with the same code, and the two need opposite actions from people.
 */
export function findKeyVerdict(file: string, key: Uint8Array): KeyVerdict {
  const descriptor = openSync(file, 'r');
  try {
    const pages = Math.floor(fstatSync(descriptor).size / PAGE);
    if (pages === 0) return 'not-encrypted-by-us';
    const page = Buffer.alloc(PAGE);
    readSync(descriptor, page, 0, PAGE, 0);
    if (page.subarray(0, 15).toString('latin1') === 'SQLite format 3') return 'not-encrypted-by-us';
    const cipher = createPageCipher(key, Buffer.from(page.subarray(0, SALT)));
    const step = Math.max(1, Math.floor(pages / PAGES_TRIED));
    for (let number = 1; number <= pages; number += step) {
      readSync(descriptor, page, 0, PAGE, (number - 1) * PAGE);
      if (cipher.fits(page, number)) return 'fits';
    }
    return 'fits-no-page';
  } finally {
    closeSync(descriptor);
  }
}
