import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Two ends of a pseudo terminal: what is written into one comes out of the other, as over a serial cable. */
export type PtyPair = {
  /** The end that the program under test opens. */
  readonly path: string;
  /** Writes into the other end, as the device would. */
  write(bytes: Uint8Array): Promise<void>;
  /** Pulls the plug: both ends are gone. */
  unplug(): Promise<void>;
  /** Plugs the device in again, at the same path. */
  plugIn(): Promise<void>;
  /** Ends it and removes what it made. */
  end(): Promise<void>;
};

/** Whether `socat`, which makes the pair, is there. */
export const PTY_COMMAND = 'sudo apt-get install socat';

const PATIENCE_MS = 10_000;

/** Opens a pair of ends. Throws where `socat` is missing. */
export async function openPtyPair(): Promise<PtyPair> {
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-pty-'));
  const ours = path.join(directory, 'device');
  const theirs = path.join(directory, 'port');
  let socat: ChildProcess | undefined;
  let device: FileHandle | undefined;

  async function plugIn(): Promise<void> {
    const pty = (link: string) => `pty,raw,echo=0,link=${link}`;
    const child = spawn('socat', [pty(ours), pty(theirs)], { stdio: 'ignore' });
    socat = child;
    let failed: Error | undefined;
    child.once('error', (error) => {
      failed = error;
    });
    for (let waited = 0; !existsSync(ours) || !existsSync(theirs); waited += 10) {
      if (failed !== undefined || waited > PATIENCE_MS)
        throw new Error(`no pty: ${PTY_COMMAND}`, { cause: failed });
      await sleep(10);
    }
    device = await open(ours, 'r+');
  }

  async function unplug(): Promise<void> {
    const child = socat;
    if (child === undefined) return;
    socat = undefined;
    await device?.close().catch(() => undefined);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    rmSync(ours, { force: true });
    rmSync(theirs, { force: true });
  }

  await plugIn();
  return {
    path: theirs,
    async write(bytes) {
      await device?.write(bytes);
    },
    unplug,
    plugIn,
    async end() {
      await unplug();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
