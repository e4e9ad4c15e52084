import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a directory for this account alone and what is missing above it, one step at a time: where nothing can be made
 * (below /proc) Node's own recursive way never comes to an end. Rejects with the file system's error.
 */
export async function makeDirectory(directory: string): Promise<void> {
  if ((await stat(directory).catch(() => undefined))?.isDirectory() === true) return;
  const parent = path.dirname(directory);
  if (parent !== directory) await makeDirectory(parent);
  await mkdir(directory, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    // Somebody else was quicker; a file of that name is no directory, though.
    if (error.code !== 'EEXIST' || !(await stat(directory)).isDirectory()) throw error;
  });
}
