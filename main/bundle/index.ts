import path from 'node:path';
import { lockDataDirectory } from '#main/host/index.ts';
import { type BundlePlan, checkBundle, keepFingerprint } from './fingerprint.ts';
import { ELECTRON, SCREENS } from './plans.ts';

/** Makes the screens if they are missing or older than their sources; true when something was made. */
export async function makeStaleScreens(root: string): Promise<boolean> {
  return makeIfStale(root, SCREENS, async () => (await import('./make.ts')).makeScreens(root));
}

/** The same for what runs inside Electron. */
export async function makeStaleElectron(root: string): Promise<boolean> {
  return makeIfStale(root, ELECTRON, async () => (await import('./make.ts')).makeElectron(root));
}

/** The builder is loaded only when it is needed: a start that builds nothing is quick. */
async function makeIfStale(root: string, plan: BundlePlan, make: () => Promise<void>): Promise<boolean> {
  if (!(await checkBundle(root, plan)).stale) return false;
  const release = await lockBuild(path.join(root, 'dist'));
  try {
    // Another process may have made it while this one waited.
    const { stale, fingerprint } = await checkBundle(root, plan);
    if (!stale) return false;
    await make();
    await keepFingerprint(root, plan, fingerprint);
    return true;
  } finally {
    await release();
  }
}

const LOCK_POLL_MS = 200;

/** One build at a time: two processes that empty and fill the same folder would both leave half of it. */
async function lockBuild(directory: string): Promise<() => Promise<void>> {
  for (;;) {
    const lock = await lockDataDirectory(directory, 'web');
    if (lock.ok) return lock.value.release;
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
  }
}
