import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const CUPSD = ['/usr/sbin/cupsd', '/usr/local/sbin/cupsd'].find((file) => existsSync(file));
const SERVER_BIN = ['/usr/lib/cups', '/usr/libexec/cups'].find((directory) => existsSync(directory));

/** A real spooler can be started here: the daemon, its client programs, and the right to run queues. */
export const hasCups =
  CUPSD !== undefined &&
  SERVER_BIN !== undefined &&
  process.getuid?.() === 0 &&
  ['lp', 'lpstat', 'lpadmin'].every(
    (name) => spawnSync(name, ['--help'], { stdio: 'ignore' }).error === undefined,
  );

export const NEEDS_CUPS = 'needs a cupsd run as root: apt-get install cups';

export type CupsServer = {
  /** `127.0.0.1:port`. */
  server: string;
  queue: string;
  /** Makes the printer behind the queue slow or broken; `well` again. */
  setPrinter(mood: 'well' | 'slow' | 'broken'): void;
  /** Runs an administrator's command (cupsdisable …) against this server. */
  administer(program: string, ...args: string[]): void;
  /** What reached the printer, in order of job numbers. */
  received(): Uint8Array[];
  close(): Promise<void>;
};

/** A printer that writes what it gets into a folder; the files `slow` and `broken` there change its mood. */
const backend = (out: string) => `#!/bin/sh
if [ $# -eq 0 ]; then echo 'direct tofile "Unknown" "to file"'; exit 0; fi
if [ -e '${out}/broken' ]; then exit 1; fi
if [ -e '${out}/slow' ]; then sleep 2; fi
number=$(printf '%05d' "$1")
if [ -n "$6" ]; then cat "$6" > '${out}/'$number.part; else cat > '${out}/'$number.part; fi
mv '${out}/'$number.part '${out}/'$number.job
`;

const cupsdConf = (port: number) => `LogLevel warn
Listen 127.0.0.1:${port}
Browsing Off
DefaultAuthType None
WebInterface No
PreserveJobHistory Yes
ErrorPolicy retry-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`;

const filesConf = (directory: string) => `ServerRoot ${directory}/root
ServerBin ${directory}/bin
DataDir /usr/share/cups
CacheDir ${directory}/cache
StateDir ${directory}/state
RequestRoot ${directory}/spool
TempDir ${directory}/tmp
AccessLog ${directory}/access.log
ErrorLog ${directory}/error.log
PageLog ${directory}/page.log
SystemGroup root
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts a spooler of its own with one queue; the system's spooler is never touched. */
export async function startCups(): Promise<CupsServer> {
  if (CUPSD === undefined || SERVER_BIN === undefined) throw new Error(NEEDS_CUPS);
  const directory = mkdtempSync(path.join(tmpdir(), 'cupsd-'));
  const out = path.join(directory, 'out');
  for (const name of ['root', 'bin/backend', 'cache', 'state', 'spool', 'tmp', 'out']) {
    mkdirSync(path.join(directory, name), { recursive: true });
  }
  // The daemon drops to another account, which must be able to pass through.
  chmodSync(directory, 0o755);
  for (const name of ['daemon', 'filter', 'notifier', 'monitor']) {
    const original = path.join(SERVER_BIN, name);
    if (existsSync(original)) symlinkSync(original, path.join(directory, 'bin', name));
  }
  // Mode 0700 and owned by root: the spooler then runs it as root, who may write into the folder.
  writeFileSync(path.join(directory, 'bin/backend/tofile'), backend(out), { mode: 0o700 });
  const port = await freePort();
  writeFileSync(path.join(directory, 'cupsd.conf'), cupsdConf(port));
  writeFileSync(path.join(directory, 'cups-files.conf'), filesConf(directory));
  const configuration = [
    '-c',
    path.join(directory, 'cupsd.conf'),
    '-s',
    path.join(directory, 'cups-files.conf'),
  ];
  const daemon = spawn(CUPSD, ['-f', ...configuration], { stdio: 'ignore' });
  const ended = new Promise((resolve) => {
    daemon.on('exit', resolve);
    daemon.on('error', resolve);
  });
  const server = `127.0.0.1:${port}`;
  const env = { ...process.env, CUPS_SERVER: server, LC_ALL: 'C' };
  const administer = (program: string, ...args: string[]) =>
    void execFileSync(program, args, { env, stdio: 'pipe' });
  async function close(): Promise<void> {
    daemon.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        administer('lpadmin', '-p', 'QuayTiepNhan', '-E', '-v', 'tofile:/', '-m', 'raw');
        break;
      } catch (error) {
        if (attempt === 100 || daemon.exitCode !== null) throw error;
        await delay(100);
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    server,
    queue: 'QuayTiepNhan',
    administer,
    setPrinter(mood) {
      for (const name of ['slow', 'broken']) rmSync(path.join(out, name), { force: true });
      if (mood !== 'well') writeFileSync(path.join(out, mood), '');
    },
    received: () =>
      readdirSync(out)
        .filter((name) => name.endsWith('.job'))
        .sort()
        .map((name) => new Uint8Array(readFileSync(path.join(out, name)))),
    close,
  };
}
