import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mediaOfLinux, mediaOfWindows } from './removable.ts';

let root: string;
let blocks: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'tram-media-'));
  blocks = path.join(root, 'block');
  mkdirSync(blocks);
  // As /sys/class/block links to the devices: a stick on USB, the system's disk, a card reader with its own flag.
  device('usb1/1-1/host6/block/sdb/sdb1', 'sdb1');
  device('pci0/ata1/block/sda/sda1', 'sda1', '0');
  device('pci0/mmc0/block/mmcblk0/mmcblk0p1', 'mmcblk0p1', '1');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function device(place: string, name: string, removable?: string): void {
  const folder = path.join(root, 'devices', place);
  mkdirSync(folder, { recursive: true });
  if (removable !== undefined) writeFileSync(path.join(folder, '..', 'removable'), `${removable}\n`);
  symlinkSync(folder, path.join(blocks, name));
}

describe('removable disks', () => {
  it('are those on USB and those that say so, mounted and writable', async () => {
    const mounts = path.join(root, 'mounts');
    writeFileSync(
      mounts,
      [
        'proc /proc proc rw 0 0',
        `/dev/sda1 ${root}/system ext4 rw,relatime 0 0`,
        `/dev/sdb1 ${root}/USB\\040Thu vfat rw,nosuid 0 0`,
        `/dev/mmcblk0p1 ${root}/card exfat rw 0 0`,
        `/dev/sdb1 ${root}/locked vfat ro,nosuid 0 0`,
        '/dev/loop0 /snap squashfs ro 0 0',
        '',
      ].join('\n'),
    );
    mkdirSync(path.join(root, 'USB Thu'));
    const found = await mediaOfLinux(mounts, blocks);
    expect(found.map(({ path: folder, label }) => [folder, label])).toEqual([
      [`${root}/USB Thu`, 'USB Thu'],
      [`${root}/card`, 'card'],
    ]);
    expect(found[0]?.freeBytes).toBeGreaterThan(0);
    expect(found[1]?.freeBytes).toBeNull();
  });

  it('on Windows are the lines that the system writes, and nothing else of them', async () => {
    expect(await mediaOfWindows('E:\tSAO LUU\r\nF:\t\r\nnot a drive\r\n\r\n')).toMatchObject([
      { path: 'E:\\', label: 'SAO LUU (E:)' },
      { path: 'F:\\', label: 'F:' },
    ]);
    expect(await mediaOfWindows('')).toEqual([]);
  });
});
