import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SoftHsm } from '../fixtures/softhsm.ts';

const run = promisify(execFile);

/**
 * What the module does from now on. `…-sign 7`: at the seventh C_Sign since it was made; without a number at the next.
 * `removed`: nothing is plugged in; what was open is lost. `count-low`: CKF_USER_PIN_COUNT_LOW stands whatever the
 * tries, as some makers leave it. `no-info`: C_GetTokenInfo fails.
 */
export type ShimCommand =
  | 'none'
  | 'removed'
  | 'count-low'
  | 'no-info'
  | `${'crash' | 'hang'}-${'load' | 'list' | 'login' | 'sign'}`
  | `${'crash-sign' | 'hang-sign' | 'remove-at'} ${number}`;

/** A module that stands before SoftHSM2, counts what is asked of the token, and misbehaves when told. */
export type Shim = {
  moduleFile: string;
  environment: Record<string, string>;
  tell(command: ShimCommand): void;
  /** C_Login for the user, for one signature each (context), and C_Sign, since it was made. */
  counts(): { logins: number; contextLogins: number; signatures: number };
  /** PIN tries left on the token, of three. */
  triesLeft(): number;
  setTries(left: number): void;
  remove(): void;
};

let building: Promise<string> | undefined;

/** Compiles the module once for this process. Throws, naming what to install, where there is no compiler. */
function shimModule(): Promise<string> {
  building ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-shim-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'shim.so');
    const source = path.join(import.meta.dirname, 'pkcs11-shim.c');
    const headers = path.resolve(import.meta.dirname, '../../node_modules/pkcs11js/includes/pkcs11');
    try {
      await run('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-I', headers, '-o', file, source, '-ldl']);
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      throw new Error(missing ? 'gcc is missing: apt-get install gcc libc6-dev' : String(error));
    }
    return file;
  })();
  return building;
}

/** Stands before the tokens of one SoftHSM2 directory, with counts and tries of its own. */
export async function makeShim(hsm: SoftHsm): Promise<Shim> {
  const moduleFile = await shimModule();
  const folder = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-shim-'));
  const command = path.join(folder, 'command');
  const counts = path.join(folder, 'counts');
  const tries = path.join(folder, 'tries');
  writeFileSync(command, 'none');
  writeFileSync(counts, '');
  writeFileSync(tries, '3');
  return {
    moduleFile,
    environment: {
      ...hsm.environment,
      SHIM_REAL: hsm.moduleFile,
      SHIM_COMMAND: command,
      SHIM_COUNTS: counts,
      SHIM_TRIES: tries,
    },
    tell: (text) => writeFileSync(command, text),
    counts() {
      const letters = readFileSync(counts, 'utf8');
      const count = (letter: string) => letters.split(letter).length - 1;
      return { logins: count('L'), contextLogins: count('C'), signatures: count('S') };
    },
    triesLeft: () => Number(readFileSync(tries, 'utf8')),
    setTries: (left) => writeFileSync(tries, String(left)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
