import { type FileHandle, open } from 'node:fs/promises';
import { createPageCipher, MAC, PAGE, SALT } from './page-cipher.ts';

const IV = 16;
const PAGES_AT_ONCE = 64;
/** SQLite leaves the page of its lock byte (at 1 GiB) as it found it: nothing. */
const LOCK_PAGE = 0x4000_0000 / PAGE + 1;

export const PAGE_BYTES = PAGE;
/** Of each page for its contents; the rest is IV and MAC. */
export const USABLE_BYTES = PAGE - IV - MAC;

/**
 * An encrypted database file page by page, without SQLite: which pages are as they were written, and what is in them.
 * For finding what of a damaged copy is whole; SQLite itself gives up a whole table with its first page.
 */
export type PageFile = {
  /** Pages that the file has, a cut one not counted. */
  readonly pages: number;
  /** Numbers (from 1) of the pages that are not as they were written. */
  findBadPages(options: {
    signal?: AbortSignal;
    onPages?: (done: number, total: number) => void;
  }): Promise<number[]>;
  /** The deciphered page, USABLE_BYTES long; undefined where it is bad or not there. */
  findPage(number: number): Promise<Buffer | undefined>;
  close(): Promise<void>;
};

/**
 * Opens a file at rest. `key`: the 32 bytes of the database; `salt`: the first 16 bytes of the file as they should be,
 * for no page fits without them and no page's MAC covers them.
 */
export async function openPageFile(file: string, key: Uint8Array, salt: Uint8Array): Promise<PageFile> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  const pages = Math.floor(size / PAGE);
  const cipher = createPageCipher(key, salt);
  return {
    pages,
    async findBadPages({ signal, onPages }) {
      const bad: number[] = [];
      const piece = Buffer.alloc(PAGE * PAGES_AT_ONCE);
      for (let first = 1; first <= pages && signal?.aborted !== true; first += PAGES_AT_ONCE) {
        const count = Math.min(PAGES_AT_ONCE, pages - first + 1);
        await readWhole(handle, piece.subarray(0, count * PAGE), (first - 1) * PAGE);
        for (let number = first; number < first + count; number += 1) {
          const page = piece.subarray((number - first) * PAGE, (number - first + 1) * PAGE);
          if (number !== LOCK_PAGE && !cipher.fits(page, number)) bad.push(number);
        }
        onPages?.(first + count - 1, pages);
      }
      return bad;
    },
    async findPage(number) {
      if (number < 1 || number > pages || number === LOCK_PAGE) return undefined;
      const page = Buffer.alloc(PAGE);
      await readWhole(handle, page, (number - 1) * PAGE);
      if (!cipher.fits(page, number)) return undefined;
      const plain = cipher.open(page, number);
      // The salt stands where the content of the first page would begin.
      return number === 1 ? Buffer.concat([Buffer.alloc(SALT), plain]) : plain;
    },
    close: () => handle.close(),
  };
}

async function readWhole(handle: FileHandle, buffer: Buffer, position: number): Promise<void> {
  for (let done = 0; done < buffer.length; ) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done);
    if (bytesRead === 0) throw new Error('the file became shorter while it was read');
    done += bytesRead;
  }
}
