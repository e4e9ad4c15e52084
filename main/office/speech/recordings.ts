import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Recording, RefusedRecording } from '#shared/contract/index.ts';
import {
  beginsAs,
  CLIP_NAMES,
  type ClipName,
  findRecordingOf,
  RECORDING_BYTES,
  type RecordingType,
} from '#shared/speech/index.ts';

/** Folder of the data directory in which an office puts its own recordings. */
export const RECORDINGS_FOLDER = 'sounds';

const MOST_REFUSED = 50;
const MOST_FILES = 500;
const LONGEST_NAME = 100;

type Look = { recording: Recording; bytes: Uint8Array } | { reason: RefusedRecording['reason'] };

/**
 * What an office has recorded itself, one file for a sound; files that cannot be used are named with the reason. An
 * absent folder is an empty one. Of several files for one sound the first by name is used.
 */
export async function listRecordings(
  dataDirectory: string,
): Promise<{ recordings: Recording[]; refused: RefusedRecording[] }> {
  const found = new Map<ClipName, Recording>();
  const refused: RefusedRecording[] = [];
  for (const file of await filesOf(dataDirectory)) {
    const named = findRecordingOf(file);
    const look: Look =
      named === undefined
        ? { reason: 'name' }
        : found.has(named.clip)
          ? { reason: 'double' }
          : await lookAt(path.join(dataDirectory, RECORDINGS_FOLDER, file), named);
    if ('recording' in look) found.set(look.recording.clip, look.recording);
    else if (refused.length < MOST_REFUSED)
      refused.push({ file: file.slice(0, LONGEST_NAME), reason: look.reason });
  }
  return { recordings: CLIP_NAMES.flatMap((clip) => found.get(clip) ?? []), refused };
}

/** The bytes of one recording; undefined where the office has none of that sound that can be used. */
export async function findRecording(
  dataDirectory: string,
  clip: ClipName,
): Promise<{ type: RecordingType; bytes: Uint8Array } | undefined> {
  for (const file of await filesOf(dataDirectory)) {
    const named = findRecordingOf(file);
    if (named?.clip !== clip) continue;
    const look = await lookAt(path.join(dataDirectory, RECORDINGS_FOLDER, file), named);
    if ('recording' in look) return { type: named.type, bytes: look.bytes };
  }
  return undefined;
}

/** Names of the plain files there, in order; links are not followed. */
async function filesOf(dataDirectory: string): Promise<string[]> {
  const entries = await readdir(path.join(dataDirectory, RECORDINGS_FOLDER), { withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort()
    .slice(0, MOST_FILES);
}

async function lookAt(file: string, named: { clip: ClipName; type: RecordingType }): Promise<Look> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size, mtimeMs } = await handle.stat();
      if (size === 0 || size > RECORDING_BYTES) return { reason: 'size' };
      const bytes = new Uint8Array(size);
      const { bytesRead } = await handle.read(bytes, 0, size, 0);
      if (bytesRead !== size || !beginsAs(named.type, bytes)) return { reason: 'kind' };
      return { recording: { ...named, version: `${size}-${Math.round(mtimeMs)}` }, bytes };
    } finally {
      await handle.close();
    }
  } catch {
    return { reason: 'unreadable' };
  }
}
