import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type DestinationStream, pino } from 'pino';
import type { LogSink } from '#office/ports.ts';

/** A log in a file of limited size. */
export type LogFile = { sink: LogSink; close(): void };

const MAX_BYTES = 2 * 1024 * 1024;
const KEPT = 3;

/**
 * Writes log lines as JSON into `file`; at `maxBytes` it becomes `file.1` and so on, the last `kept` stay. What
 * comes in is already redacted by the office. A full disk must not stop the desk: a line that cannot be written is lost.
 */
export function createLogFile(
  file: string,
  options: { maxBytes?: number; kept?: number; now?: () => number } = {},
): LogFile {
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  const now = options.now ?? (() => Date.now());
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  let descriptor: number | null = openSync(file, 'a', 0o600);
  let bytes = fstatSync(descriptor).size;

  function rotate(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
    const kept = options.kept ?? KEPT;
    rmSync(`${file}.${kept}`, { force: true });
    for (let number = kept - 1; number >= 1; number -= 1) {
      renameIfThere(`${file}.${number}`, `${file}.${number + 1}`);
    }
    renameIfThere(file, `${file}.1`);
    descriptor = openSync(file, 'a', 0o600);
    bytes = 0;
  }

  const stream: DestinationStream = {
    write(line) {
      if (descriptor === null) return;
      try {
        if (bytes > 0 && bytes + Buffer.byteLength(line) > maxBytes) rotate();
        bytes += writeSync(descriptor, line);
      } catch {
        // Nowhere to tell it: the log itself is what failed.
      }
    },
  };
  const logger = pino({ base: null, timestamp: () => `,"time":"${new Date(now()).toISOString()}"` }, stream);

  return {
    sink({ level, room, message, data }) {
      logger[level](data === undefined ? { room } : { room, data }, message);
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
