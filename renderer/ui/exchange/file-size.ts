import { sizeText } from '../copies/size-text.ts';

const KILOBYTE = 1024;

/** The size of a file on a stick, input in bytes: `3 kB`; from a megabyte on as people compare it with what is free. */
export function fileSizeText(bytes: number): string {
  if (bytes >= KILOBYTE * KILOBYTE) return sizeText(bytes);
  return `${Math.max(1, Math.round(bytes / KILOBYTE))} kB`;
}
