import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { checkFile } from './driver.ts';

/** `resources/signing/pkcs11-modules.json`: modules known by name, in the order in which they are tried. */
export const KnownModules = z.object({
  version: z.string(),
  sources: z.record(z.string(), z.object({ text: z.string(), checked: z.string() })),
  note: z.string(),
  /** By platform, as Node names it; `%NAME%` stands for a variable of the system. */
  folders: z.record(z.string(), z.array(z.string())),
  modules: z.array(z.object({ file: z.string(), issuer: z.string(), source: z.string() })),
});
export type KnownModules = z.infer<typeof KnownModules>;

/** Reads the list. Throws when it does not fit. */
export function loadKnownModules(resourcesDirectory: string): KnownModules {
  const file = path.join(resourcesDirectory, 'signing', 'pkcs11-modules.json');
  return KnownModules.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The machine on which modules are looked for. */
export type ModuleMachine = {
  platform: string;
  arch: string;
  environment: Readonly<Record<string, string | undefined>>;
  exists: (file: string) => boolean;
};

export const thisMachine: ModuleMachine = {
  platform: process.platform,
  arch: process.arch,
  environment: process.env,
  exists: existsSync,
};

const ENDINGS: Readonly<Record<string, string>> = { win32: '.dll', darwin: '.dylib' };

/** The modules of the list that this platform can have. */
export function modulesFor(known: KnownModules, platform: string): KnownModules['modules'] {
  const ending = ENDINGS[platform] ?? '.so';
  // A module of macOS may end in .so, too; elsewhere the ending tells the platform.
  return known.modules.filter(
    ({ file }) => file.endsWith(ending) || (platform === 'darwin' && file.endsWith('.so')),
  );
}

/**
 * Modules of the list that lie in the usual folders, each once: the file that this program can load where there is one
 * (Windows keeps 64-bit files in System32 and 32-bit ones in SysWOW64), else the one that is there.
 */
export function findKnownModules(known: KnownModules, machine: ModuleMachine): string[] {
  const join = machine.platform === 'win32' ? path.win32.join : path.posix.join;
  const folders = (known.folders[machine.platform] ?? known.folders['linux'] ?? []).map((folder) =>
    folder.replace(/%(\w+)%/g, (_, name: string) => machine.environment[name] ?? ''),
  );
  return modulesFor(known, machine.platform).flatMap(({ file }) => {
    const there = folders.map((folder) => join(folder, file)).filter(machine.exists);
    const best = there.find((candidate) => isLoadable(candidate, machine.arch)) ?? there[0];
    return best === undefined ? [] : [best];
  });
}

function isLoadable(file: string, arch: string): boolean {
  try {
    checkFile(file, arch);
    return true;
  } catch {
    return false;
  }
}
