import type { Random } from '../fixtures/random.ts';

/** A file as somebody could have made it of one or two real ones, and what was done to it. */
export type Damaged = { what: string; bytes: Uint8Array };

/** Where each part of a file begins; the last one ends with the file. */
export type Part = { name: string; from: number; to: number };

/** The parts of a stick file, by its lengths. */
export function partsOfStick(bytes: Uint8Array): Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = view.getUint16(5);
  return inRow([
    ['letters', 4],
    ['version', 1],
    ['length of the header', 2],
    ['header', header],
    ['nonce', 12],
    ['tag', 16],
    ['length of the sealed bytes', 4],
    ['sealed bytes', bytes.length - 43 - header],
  ]);
}

/** The parts of a container, by its lengths. */
export function partsOfContainer(bytes: Uint8Array): Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const jws = view.getUint16(5);
  const text = Buffer.from(bytes.subarray(7, 7 + jws)).toString('latin1');
  const header = text.indexOf('.');
  return inRow([
    ['letters', 4],
    ['version', 1],
    ['length of the signature', 2],
    ['header', header],
    ['dots', 2],
    ['signature', jws - header - 2],
    ['signed bytes', bytes.length - 7 - jws],
  ]);
}

/** Parts one after another, by their lengths. */
export function inRow(lengths: readonly (readonly [string, number])[]): Part[] {
  let place = 0;
  return lengths.map(([name, length]) => {
    place += length;
    return { name, from: place - length, to: place };
  });
}

function withByte(bytes: Uint8Array, place: number, change: (byte: number) => number): Uint8Array {
  const copy = bytes.slice();
  copy[place] = change(copy[place] ?? 0) & 0xff;
  return copy;
}

/**
 * The file changed at every structural place: the bytes at both sides of each boundary, each length made larger and
 * smaller, cut at each boundary, each part left out, doubled, emptied, exchanged with the next one or taken from
 * another whole file of the same kind.
 */
export function damagesOf(
  file: Uint8Array,
  other: Uint8Array,
  partsOf: (bytes: Uint8Array) => Part[],
): Damaged[] {
  const parts = partsOf(file);
  const others = partsOf(other);
  const piece = (part: Part, of = file) => of.subarray(part.from, part.to);
  const joined = (pieces: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));
  const made: Damaged[] = [
    { what: 'nothing left', bytes: new Uint8Array() },
    { what: 'one byte more', bytes: joined([file, Uint8Array.of(0)]) },
    { what: 'twice', bytes: joined([file, file]) },
    { what: 'behind another file', bytes: joined([other, file]) },
  ];
  for (const [index, part] of parts.entries()) {
    const { name, from, to } = part;
    const whole = parts.map((one) => piece(one));
    const replaced = (bytes: Uint8Array) => joined(whole.with(index, bytes));
    for (const place of [from, to - 1]) {
      made.push({ what: `${name}: byte ${place} flipped`, bytes: withByte(file, place, (byte) => ~byte) });
      made.push({ what: `${name}: byte ${place} + 1`, bytes: withByte(file, place, (byte) => byte + 1) });
      made.push({ what: `${name}: byte ${place} - 1`, bytes: withByte(file, place, (byte) => byte - 1) });
    }
    for (const place of [from, from + 1, to - 1]) {
      if (place > 0) made.push({ what: `cut at ${place} (${name})`, bytes: file.slice(0, place) });
    }
    made.push({ what: `${name} left out`, bytes: replaced(new Uint8Array()) });
    made.push({ what: `${name} twice`, bytes: replaced(joined([piece(part), piece(part)])) });
    made.push({ what: `${name} all zeros`, bytes: replaced(new Uint8Array(to - from)) });
    const next = parts[index + 1];
    if (next !== undefined) {
      const [own, following] = [piece(part), piece(next)];
      made.push({
        what: `${name} behind ${next.name}`,
        bytes: joined(whole.with(index, following).with(index + 1, own)),
      });
    }
    const its = others[index];
    if (its !== undefined) {
      made.push({ what: `${name} of another file`, bytes: replaced(piece(its, other)) });
      made.push({
        what: `another file from ${name} on`,
        bytes: joined([file.subarray(0, from), other.subarray(its.from)]),
      });
    }
  }
  return made.filter(({ bytes }) => !isSame(bytes, file) && !isSame(bytes, other));
}

const isSame = (left: Uint8Array, right: Uint8Array) => Buffer.compare(left, right) === 0;

/** One byte of the file is another one, at so many places by chance. */
export function* randomBytes(file: Uint8Array, random: Random, times: number): Generator<Damaged> {
  for (let left = times; left > 0; left -= 1) {
    const place = random.below(file.length);
    const by = 1 + random.below(255);
    yield { what: `byte ${place} ^ ${by}`, bytes: withByte(file, place, (byte) => byte ^ by) };
  }
}
