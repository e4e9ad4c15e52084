import { constants } from 'node:fs';
import { access, readdir, readFile, readlink, realpath, stat, statfs } from 'node:fs/promises';
import os from 'node:os';
import type { Machine, PortHolder, PortRights } from './ports.ts';

/** What this PC tells about itself. `dataDirectory` stands on the disk whose free space counts. */
export function createMachine(dataDirectory: string): Machine {
  const { platform } = process;
  return {
    platform,
    description: `${os.type()} ${os.release()} ${os.arch()}, Node ${process.versions.node}`,
    rightsTo: (path) => (platform === 'win32' ? Promise.resolve(UNDIVIDED) : rightsTo(path)),
    holdersOf: (path) => (platform === 'linux' ? holdersOf(path) : Promise.resolve(null)),
    running: (programs) => (platform === 'linux' ? running(programs) : Promise.resolve([])),
    async diskOfData() {
      try {
        const { bavail, blocks, bsize } = await statfs(dataDirectory);
        return { free: bavail * bsize, total: blocks * bsize };
      } catch {
        return null;
      }
    },
  };
}

/** Windows has no groups for ports, and the path of one is no file. */
const UNDIVIDED: PortRights = { exists: true, allowed: true, group: null, membership: 'unknown' };

async function rightsTo(path: string): Promise<PortRights> {
  let gid: number;
  try {
    ({ gid } = await stat(path));
  } catch {
    return { exists: false, allowed: false, group: null, membership: 'unknown' };
  }
  const allowed = await access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
  const group = groupOf(gid, await readFile('/etc/group', 'utf8').catch(() => ''));
  if (process.getgroups?.().includes(gid) === true || process.getgid?.() === gid) {
    return { exists: true, allowed, group: group.name, membership: 'now' };
  }
  const { username, gid: ownGroup } = os.userInfo();
  const member = ownGroup === gid || group.members.includes(username);
  return { exists: true, allowed, group: group.name, membership: member ? 'after-sign-in' : 'no' };
}

/** The line of a group in `/etc/group`: `dialout:x:20:an,binh`. */
export function groupOf(gid: number, groups: string): { name: string | null; members: string[] } {
  for (const line of groups.split('\n')) {
    const [name = '', , id, members = ''] = line.split(':');
    if (Number(id) === gid && name !== '') {
      return { name, members: members.split(',').filter((member) => member !== '') };
    }
  }
  return { name: null, members: [] };
}

/** Programs of other accounts hide what they have open; what they are called they show. */
async function holdersOf(path: string): Promise<PortHolder[]> {
  const real = await realpath(path).catch(() => path);
  const holders: PortHolder[] = [];
  for (const process_ of await processes()) {
    const files = await readdir(`/proc/${process_}/fd`).catch(() => []);
    const links = await Promise.all(
      files.map((file) => readlink(`/proc/${process_}/fd/${file}`).catch(() => '')),
    );
    if (links.includes(real)) {
      holders.push({ program: await nameOf(process_), own: process_ === String(process.pid) });
    }
  }
  return holders;
}

async function running(programs: readonly string[]): Promise<string[]> {
  const names = new Set(await Promise.all((await processes()).map(nameOf)));
  return programs.filter((program) => names.has(program));
}

async function processes(): Promise<string[]> {
  return (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
}

async function nameOf(process_: string): Promise<string> {
  return (await readFile(`/proc/${process_}/comm`, 'utf8').catch(() => '')).trim();
}
