import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Hands } from './conformance-context.ts';

const run = promisify(execFile);

/**
 * What an administrator does, by a command of the shell: `COMMAND end-station OFFICE STATION`, and
 * `COMMAND import FILE ANSWER`, which writes the answer file; it exits with 0 where the file was taken in.
 */
export function handsBy(command: string): Hands {
  const call = (...words: string[]) => run('sh', ['-c', `${command} "$@"`, 'sh', ...words]);
  return {
    async endStation(office, station) {
      await call('end-station', office, station);
    },
    async importFile(file) {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'tram-mot-cua-conformance-'));
      try {
        const [brought, answer] = [path.join(folder, 'gui.tmc'), path.join(folder, 'tra-loi.tmc')];
        writeFileSync(brought, file);
        const taken = await call('import', brought, answer).then(
          () => true,
          (error: unknown) => {
            // A command that could not be run has no exit code of its own, or the shell's.
            const code = error instanceof Error && 'code' in error ? error.code : undefined;
            if (typeof code !== 'number' || code >= 126) throw error;
            return false;
          },
        );
        return { taken, answer: existsSync(answer) ? new Uint8Array(readFileSync(answer)) : null };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
