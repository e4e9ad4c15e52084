import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const LINUX_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];
const PROGRAM_LIMIT_MS = 5_000;

/**
 * Tells this machine from others: a hash of the id that its system was installed with. Null where it has none. PCs
 * installed from one disk image may share it, so it proves that two machines differ, not that they are the same.
 */
export function readMachine(platform: NodeJS.Platform): string | null {
  const id = findSystemId(platform)?.trim().toLowerCase();
  if (id === undefined || id === '' || id === 'uninitialized') return null;
  return createHash('sha256').update(`tram-mot-cua ${id}`).digest('hex').slice(0, 32);
}

function findSystemId(platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
    return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(
      run('reg', ['query', key, '/v', 'MachineGuid', '/reg:64']),
    )?.[1];
  }
  if (platform === 'darwin') {
    return /"IOPlatformUUID" = "([^"]+)"/.exec(
      run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']),
    )?.[1];
  }
  return LINUX_FILES.map(read).find((text) => text !== '');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function run(program: string, parameters: readonly string[]): string {
  try {
    return execFileSync(program, [...parameters], {
      encoding: 'utf8',
      timeout: PROGRAM_LIMIT_MS,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}
