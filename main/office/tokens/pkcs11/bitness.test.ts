import { describe, expect, it } from 'vitest';
import { machinesOfFile, machinesOfHead } from './bitness.ts';

/** The beginning of a PE file (PE format, 2): the place of its header at 0x3c, the machine behind the signature. */
function pe(machine: number, at = 0x80): Buffer {
  const head = Buffer.alloc(at + 24);
  head.write('MZ', 0, 'latin1');
  head.writeUInt32LE(at, 0x3c);
  head.write('PE\0\0', at, 'latin1');
  head.writeUInt16LE(machine, at + 4);
  return head;
}

function elf(machine: number, bits: 1 | 2, order: 1 | 2): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 0, 'latin1');
  head[4] = bits;
  head[5] = order;
  if (order === 2) head.writeUInt16BE(machine, 18);
  else head.writeUInt16LE(machine, 18);
  return head;
}

function mach(...cpus: number[]): Buffer {
  const [only = 0] = cpus;
  if (cpus.length === 1) {
    const head = Buffer.alloc(32);
    head.writeUInt32BE(0xcffaedfe, 0);
    head.writeUInt32LE(only, 4);
    return head;
  }
  const head = Buffer.alloc(8 + cpus.length * 20);
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt32BE(cpus.length, 4);
  cpus.forEach((cpu, place) => {
    head.writeUInt32BE(cpu, 8 + place * 20);
  });
  return head;
}

describe('machinesOfHead', () => {
  it.each([
    ['a 64-bit DLL', pe(0x8664), ['x64']],
    ['a 32-bit DLL', pe(0x014c), ['ia32']],
    ['a DLL for ARM64', pe(0xaa64, 0xf8), ['arm64']],
    ['a DLL for Itanium', pe(0x0200), ['other']],
    ['a 64-bit .so', elf(62, 2, 1), ['x64']],
    ['a 32-bit .so', elf(3, 1, 1), ['ia32']],
    ['an ARM64 .so', elf(183, 2, 1), ['arm64']],
    ['a big-endian .so', elf(21, 2, 2), ['other']],
    ['an Intel dylib', mach(0x01000007), ['x64']],
    ['a dylib for both', mach(0x01000007, 0x0100000c), ['x64', 'arm64']],
    ['a program of DOS', Buffer.from(`MZ${'\0'.repeat(80)}`, 'latin1'), []],
    ['a DLL whose header lies beyond what was read', pe(0x8664).subarray(0, 0x82), []],
    ['a text', Buffer.from('library of congress, not of code'), []],
    ['nothing', Buffer.alloc(0), []],
  ])('%s', (_, head, machines) => {
    expect(machinesOfHead(head)).toEqual(machines);
  });
});

it('this very program is made for this machine', () => {
  expect(machinesOfFile(process.execPath)).toEqual([process.arch]);
});
