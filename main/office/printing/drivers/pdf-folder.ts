import { constants } from 'node:fs';
import { access, link, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { failed, givenUpBefore, PRINTED, type PrinterDriver } from '../driver.ts';

/** Name under which the folder stands in lists. */
export const PDF_FOLDER_NAME = 'Thư mục PDF';

const ATTEMPTS = 10_000;

/**
 * The built-in printer: each paper becomes `<title>_<n>.pdf` in a folder, n being the first number that is free.
 * A file appears whole or not at all, and is on the disk when the paper counts as printed. Copies are not
 * multiplied: whoever prints the file chooses how many.
 */
export function createPdfFolderDriver(folder: () => string): PrinterDriver {
  async function status() {
    const writable = await makeFolder(folder())
      .then(() => access(folder(), constants.W_OK))
      .then(
        () => true,
        () => false,
      );
    return {
      name: PDF_FOLDER_NAME,
      description: folder(),
      isDefault: false,
      state: writable ? ('ready' as const) : ('stopped' as const),
    };
  }
  return {
    list: async () => [await status()],
    findStatus: async (printer) => (printer === PDF_FOLDER_NAME ? status() : undefined),
    async print(order) {
      if (order.printer !== PDF_FOLDER_NAME) return failed('printer-missing');
      if (order.signal.aborted) return givenUpBefore(order.signal);
      try {
        await writeNumbered(folder(), safeName(order.title), order.pdf);
        return PRINTED;
      } catch {
        return failed('folder-unwritable');
      }
    },
  };
}

/**
 * Makes a folder and what is missing above it, one step at a time: where nothing can be made (below /proc) Node's own
 * recursive way never comes to an end.
 */
async function makeFolder(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => undefined))?.isDirectory() === true) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    // Somebody else was quicker; a file of that name is no folder, though.
    if (error.code !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
  });
}

/** A title as a file name on every system: letters, digits, dot, dash; never empty, never hidden. */
export function safeName(title: string): string {
  const name = title.replace(/[^\p{L}\p{N}.-]+/gu, '_').replace(/^[._]+|[._]+$/g, '');
  return name.slice(0, 100) || 'giay-to';
}

async function writeNumbered(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(folder);
  const temporary = path.join(folder, `.${name}.${process.pid}.part`);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  for (let number = 1; number <= ATTEMPTS; number += 1) {
    if (await placeIfFree(temporary, path.join(folder, `${name}_${number}.pdf`))) return;
  }
  await unlink(temporary);
  throw new Error(`no free number for ${name}`);
}

/** Gives the finished file its name unless that is taken. Links refuse a taken name; file systems without links do not. */
async function placeIfFree(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return false;
    if (
      await stat(target).then(
        () => true,
        () => false,
      )
    )
      return false;
    await rename(temporary, target);
    return true;
  }
  await unlink(temporary);
  return true;
}
