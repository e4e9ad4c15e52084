import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a person types so that tests at a pseudo terminal are not skipped. */
export const NEEDS_SOCAT = 'needs socat: sudo apt-get install socat';
export const hasSocat = spawnSync('socat', ['-V']).status === 0;

const PATIENCE_MS = 10_000;

/**
 * Starts `socat` and waits for the pseudo terminals that it links at these paths. Gives the function that ends it at
 * once, as a pulled plug does, and takes the links away. Throws where it does not start.
 */
export async function startSocat(
  addresses: readonly string[],
  links: readonly string[],
): Promise<() => Promise<void>> {
  const child = spawn('socat', addresses, { stdio: 'ignore' });
  let failed: Error | undefined;
  child.once('error', (error) => {
    failed = error;
  });
  for (let waited = 0; !links.every((link) => existsSync(link)); waited += 5) {
    if (failed !== undefined || waited > PATIENCE_MS) throw new Error(NEEDS_SOCAT, { cause: failed });
    await sleep(5);
  }
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    for (const link of links) rmSync(link, { force: true });
  };
}
