import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { MarkStore } from '#office/ports.ts';
import type { Machine } from './data-directory.ts';
import { lockDataDirectory } from './directory-lock.ts';

const FOLDER = 'tram-mot-cua';
const SLOTS = ['mark-0.json', 'mark-1.json'] as const;

/**
 * Where the marks of this person's workstation lie: never in the data directory, and where the system keeps what
 * belongs to this machine alone (not what roams with an account). The XDG state directory is meant for just that.
 */
export function defaultMarkDirectory(machine: Machine): string {
  if (machine.platform === 'win32') {
    const local = machine.env['LOCALAPPDATA'];
    return path.win32.join(local || path.win32.join(machine.home, 'AppData', 'Local'), 'TramMotCua.marks');
  }
  if (machine.platform === 'darwin') {
    return path.posix.join(machine.home, 'Library', 'Application Support', 'TramMotCua.marks');
  }
  const state = machine.env['XDG_STATE_HOME'];
  const base =
    state && path.posix.isAbsolute(state) ? state : path.posix.join(machine.home, '.local', 'state');
  return path.posix.join(base, FOLDER);
}

/** Keeps marks as small files. A folder that can't be written fails the write, never the start. */
export function createMarkStore(options: {
  directory: string;
  machine: string | null;
  host: 'electron' | 'web';
}): MarkStore {
  const folderOf = (name: string) => {
    if (!/^[A-Za-z0-9-]{1,100}$/.test(name)) throw new RangeError(`not a name of a mark: ${name}`);
    return path.join(options.directory, name);
  };
  return {
    machine: options.machine,
    read: (name) => SLOTS.flatMap((slot) => readSlot(path.join(folderOf(name), slot))),
    async write(name, slot, text) {
      const folder = folderOf(name);
      const handle = await openSlot(folder, SLOTS[slot]);
      try {
        const bytes = Buffer.from(text);
        // In place: the other slot is whole while this one is not, and one write with one sync is the least there is.
        let written = 0;
        while (written < bytes.length) {
          written += (await handle.write(bytes, written, bytes.length - written, written)).bytesWritten;
        }
        await handle.truncate(bytes.length);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    async claim(name) {
      const lock = await lockDataDirectory(folderOf(name), options.host);
      return lock.ok ? lock.value.release : null;
    },
  };
}

async function openSlot(folder: string, slot: string) {
  const file = path.join(folder, slot);
  try {
    return await open(file, 'r+');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = await open(file, 'w+', 0o600);
  syncDirectory(folder);
  return made;
}

/** Makes the new file's name durable. Windows can't open folders; NTFS journals the name itself. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readSlot(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
