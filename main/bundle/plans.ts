import type { BundlePlan } from './fingerprint.ts';

/** The screens, for both hosts. */
export const SCREENS: BundlePlan = {
  name: 'renderer',
  sources: ['renderer', 'shared', 'resources/fonts', 'resources/sounds', 'package-lock.json', 'main/bundle'],
  output: 'dist/renderer/index.html',
};

/** What runs inside Electron: windows, the office process and its workers, and the preload script. */
export const ELECTRON: BundlePlan = {
  name: 'electron',
  sources: ['main', 'shared', 'package.json', 'package-lock.json'],
  output: 'dist/electron/main.js',
};

/** Bundled file name → source; a worker must be a file of its own. */
export const ELECTRON_ENTRIES: Readonly<Record<string, string>> = {
  main: 'main/electron/main.ts',
  'office-child': 'main/electron/office-child.ts',
  'station-child': 'main/electron/station-child.ts',
  'pdf-worker': 'main/office/forms/pdf-worker.ts',
  'token-module': 'main/office/tokens/pkcs11/module-process.ts',
  'password-worker': 'main/office/users/password-worker.ts',
};

/** Entry of the sandboxed preload script, which must be one CommonJS file. */
export const PRELOAD_ENTRY = 'main/electron/preload.ts';

/** Never bundled: brought by Electron, or native, or loaded by file. */
export const EXTERNAL_PACKAGES: readonly string[] = [
  'electron',
  'better-sqlite3',
  'ws',
  'serialport',
  'node-hid',
  '@napi-rs/canvas',
  'pkcs11js',
];
