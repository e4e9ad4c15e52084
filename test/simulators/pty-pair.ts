import { mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSocat } from './socat.ts';

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

/** Opens a pair of ends. Throws where `socat` is missing. */
export async function openPtyPair(): Promise<PtyPair> {
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-pty-'));
  const ours = path.join(directory, 'device');
  const theirs = path.join(directory, 'port');
  let pull: (() => Promise<void>) | undefined;
  let device: FileHandle | undefined;

  async function plugIn(): Promise<void> {
    pull = await startSocat(
      [ours, theirs].map((link) => `pty,raw,echo=0,link=${link}`),
      [ours, theirs],
    );
    device = await open(ours, 'r+');
  }

  async function unplug(): Promise<void> {
    await device?.close().catch(() => undefined);
    device = undefined;
    await pull?.();
    pull = undefined;
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
