import type { SerialMatch } from '#shared/contract/index.ts';

/** A serial device as it is chosen. */
export type PortValue = { path: string; match: SerialMatch | null };

/** What the office takes for the path of a port. */
export function isPortPath(path: string): boolean {
  return /^(\/(dev|tmp|run)\/[\w./+:-]+|COM\d{1,3})$/.test(path.trim()) && !path.includes('..');
}
