import { closeSync, openSync, readSync } from 'node:fs';

/** For which machines a module's file is made, as `process.arch` names them; `other` for any further one. */
export type MachineOfFile = 'x64' | 'ia32' | 'arm64' | 'arm' | 'other';

const PE: ReadonlyMap<number, MachineOfFile> = new Map([
  [0x014c, 'ia32'],
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
  [0x01c4, 'arm'],
]);
const ELF: ReadonlyMap<number, MachineOfFile> = new Map([
  [3, 'ia32'],
  [40, 'arm'],
  [62, 'x64'],
  [183, 'arm64'],
]);
const MACH: ReadonlyMap<number, MachineOfFile> = new Map([
  [0x01000007, 'x64'],
  [7, 'ia32'],
  [0x0100000c, 'arm64'],
]);
/** Enough for the heads of PE files, whose place is told in the first 64 bytes, and of Mach-O files for several. */
const HEAD_BYTES = 4096;

/**
 * Reads from the head of a library (PE, ELF, Mach-O) for which machines it is made, without loading it. Empty: it is no
 * library. Throws what opening the file throws.
 */
export function machinesOfFile(file: string): MachineOfFile[] {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  let length: number;
  try {
    length = readSync(descriptor, head, 0, HEAD_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  return machinesOfHead(head.subarray(0, length));
}

/** The same of the first bytes of a file. */
export function machinesOfHead(head: Buffer): MachineOfFile[] {
  const named = (table: ReadonlyMap<number, MachineOfFile>, value: number) => table.get(value) ?? 'other';
  if (head.length >= 64 && head.toString('latin1', 0, 2) === 'MZ') {
    const at = head.readUInt32LE(0x3c);
    if (at + 6 > head.length || head.toString('latin1', at, at + 4) !== 'PE\0\0') return [];
    return [named(PE, head.readUInt16LE(at + 4))];
  }
  if (head.length >= 20 && head.toString('latin1', 0, 4) === '\x7fELF') {
    return [named(ELF, head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18))];
  }
  if (head.length < 8) return [];
  const magic = head.readUInt32BE(0);
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) return [named(MACH, head.readUInt32LE(4))];
  if (magic !== 0xcafebabe) return [];
  // One file for several machines: 20 bytes for each. (A Java class begins alike, with a great "number".)
  const count = head.readUInt32BE(4);
  if (count > 8) return [];
  return Array.from({ length: count }, (_, place) => 8 + place * 20)
    .filter((at) => at + 4 <= head.length)
    .map((at) => named(MACH, head.readUInt32BE(at)));
}
