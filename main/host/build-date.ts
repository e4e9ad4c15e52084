import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * When this program was released, milliseconds since 1970: no right clock stands before it. Null where the file is
 * missing or says nothing usable; the clock is then watched without it.
 */
export function readBuildTime(resourcesDirectory: string): number | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path.join(resourcesDirectory, 'release.json'), 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('released' in parsed)) return null;
    const time = Date.parse(`${String(parsed.released)}T00:00:00+07:00`);
    return Number.isNaN(time) ? null : time;
  } catch {
    return null;
  }
}
