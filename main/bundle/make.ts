import { existsSync } from 'node:fs';
import path from 'node:path';
import { type BuildEnvironmentOptions, build, createLogger, type Logger } from 'vite';
import { ELECTRON_ENTRIES, EXTERNAL_PACKAGES, PRELOAD_ENTRY } from './plans.ts';

/** Builds the screens into `dist/renderer`. */
export async function makeScreens(root: string): Promise<void> {
  await build({
    configFile: path.join(root, 'renderer/vite.config.ts'),
    logLevel: 'warn',
    customLogger: quietLogger(),
    mode: 'production',
  });
}

/** Builds what runs inside Electron into `dist/electron`: ES modules, and the preload script as CommonJS. */
export async function makeElectron(root: string): Promise<void> {
  const entries = Object.entries(ELECTRON_ENTRIES)
    .map(([name, file]): [string, string] => [name, path.join(root, file)])
    .filter(([, file]) => existsSync(file));
  await buildForNode(root, {
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(entries),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
    },
  });
  await buildForNode(root, {
    emptyOutDir: false,
    rolldownOptions: {
      input: { preload: path.join(root, PRELOAD_ENTRY) },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  });
}

async function buildForNode(root: string, options: BuildEnvironmentOptions): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    customLogger: quietLogger(),
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true, external: [...EXTERNAL_PACKAGES], target: 'node' },
    build: {
      ssr: true,
      target: 'node24',
      outDir: path.join(root, 'dist/electron'),
      minify: false,
      ...options,
    },
  });
}

/** Standard output belongs to whoever starts the program by machine; everything said here goes to standard error. */
function quietLogger(): Logger {
  const logger = createLogger('warn');
  const say = (message: string): void => {
    process.stderr.write(`${message}\n`);
  };
  return { ...logger, info: () => undefined, warn: say, warnOnce: say, error: say };
}
