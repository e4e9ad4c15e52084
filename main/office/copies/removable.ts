import { spawn } from 'node:child_process';
import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { freeBytesOf } from './place.ts';

export type Medium = { path: string; label: string; freeBytes: number | null };

const LISTING_MS = 10_000;
/** Of Windows' Win32_LogicalDisk: 2 is a removable disk. */
const WINDOWS_SCRIPT =
  "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-CimInstance Win32_LogicalDisk -Filter 'DriveType=2' | Where-Object { $_.Size } | ForEach-Object { $_.DeviceID + [char]9 + $_.VolumeName }";

/** Removable disks that are mounted now. Empty where the system cannot tell: then people give the folder. */
export async function listMedia(platform: NodeJS.Platform): Promise<Medium[]> {
  try {
    if (platform === 'linux') return await mediaOfLinux('/proc/mounts', '/sys/class/block');
    if (platform === 'win32') return await mediaOfWindows(await runPowerShell(WINDOWS_SCRIPT));
  } catch {
    return [];
  }
  return [];
}

/**
 * Mounted disks whose device, or the disk it is a part of, says that it is removable or hangs on USB: a USB hard disk
 * says that it is not removable.
 */
export async function mediaOfLinux(mounts: string, blocks: string): Promise<Medium[]> {
  const known = new Set(await readdir(blocks));
  const found: Medium[] = [];
  for (const line of (await readFile(mounts, 'utf8')).split('\n')) {
    const [device = '', mount = '', , options = ''] = line.split(' ');
    const name = path.basename(device);
    if (!device.startsWith('/dev/') || !known.has(name) || options.split(',').includes('ro')) continue;
    if (!(await isRemovable(path.join(blocks, name)))) continue;
    // Spaces, tabs and backslashes are written in octal there.
    const folder = mount.replace(/\\([0-7]{3})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 8)),
    );
    found.push({ path: folder, label: path.basename(folder), freeBytes: await freeBytesOf(folder) });
  }
  return found;
}

async function isRemovable(block: string): Promise<boolean> {
  const real = await realpath(block);
  if (real.includes('/usb')) return true;
  for (const place of [real, path.dirname(real)]) {
    const flag = await readFile(path.join(place, 'removable'), 'utf8').catch(() => '');
    if (flag.trim() === '1') return true;
  }
  return false;
}

/** From lines `E:<tab>LABEL`. */
export async function mediaOfWindows(output: string): Promise<Medium[]> {
  const found: Medium[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [drive = '', label = ''] = line.split('\t');
    if (!/^[A-Z]:$/.test(drive)) continue;
    const folder = `${drive}\\`;
    const name = label === '' ? drive : `${label} (${drive})`;
    found.push({ path: folder, label: name, freeBytes: await freeBytesOf(folder) });
  }
  return found;
}

function runPowerShell(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      timeout: LISTING_MS,
    });
    let heard = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
    });
    child.once('error', reject);
    child.once('close', () => resolve(heard));
  });
}
