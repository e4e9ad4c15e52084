import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';

/** How a native file begins on the systems that installers are made for. */
const BEGINNINGS: Readonly<Record<string, string>> = { linux: '7f454c46', win32: '4d5a' };
/** Compiled by npm where the installer is made, and optional there: an installer without it could reach no token. */
const COMPILED = 'node_modules/pkcs11js/build/Release/pkcs11.node';

/**
 * Looks at the native add-ons that were packed. Throws when one is of another system than the installer (npm compiles
 * or chooses them for the machine it runs on), or when the compiled one is not there.
 */
export function checkAddons(unpacked: string, platform: string): void {
  const beginning = BEGINNINGS[platform];
  if (beginning === undefined) throw new Error(`No installers are made for ${platform}.`);
  const addons = existsSync(unpacked)
    ? readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => file.endsWith('.node'))
    : [];
  const hint = `Make the installer for ${platform} on ${platform}, after "npm ci" there with a C++ compiler and Python.`;
  if (!addons.includes(COMPILED)) throw new Error(`${COMPILED} is not packed. ${hint}`);
  const wrong = addons.filter(
    (file) => beginningOf(path.join(unpacked, file), beginning.length) !== beginning,
  );
  if (wrong.length > 0) throw new Error(`Made for another system: ${wrong.join(', ')}. ${hint}`);
}

function beginningOf(file: string, digits: number): string {
  const bytes = Buffer.alloc(digits / 2);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return bytes.toString('hex');
}

/** Called by electron-builder when a program is packed and before its installer is made. */
export function afterPack(packed: { appOutDir: string; electronPlatformName: string }): void {
  checkAddons(path.join(packed.appOutDir, 'resources', 'app.asar.unpacked'), packed.electronPlatformName);
}
