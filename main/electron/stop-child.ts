import type { UtilityProcess } from 'electron';

const STOP_LIMIT_MS = 10_000;

/** Tells a child to finish its work and waits for its end; ends it by force when that takes too long. */
export async function stopChild(child: UtilityProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => child.kill(), STOP_LIMIT_MS);
    child.on('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.postMessage({ kind: 'close' });
  });
}
