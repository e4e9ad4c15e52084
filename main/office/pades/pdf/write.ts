import type { PdfFile } from './file.ts';
import {
  dict,
  isDict,
  isName,
  isRef,
  isStream,
  isString,
  name,
  type PdfDict,
  type PdfRef,
  type PdfValue,
  ref,
} from './values.ts';

/** A value as it stands in a file. Streams are written whole, with their length. */
export function writeValue(value: PdfValue): Buffer {
  if (isStream(value)) {
    const head: PdfDict = { type: 'dict', entries: new Map(value.dict.entries) };
    head.entries.set('Length', value.raw.length);
    return Buffer.concat([
      Buffer.from(`${text(head)}\nstream\n`, 'latin1'),
      value.raw,
      Buffer.from('\nendstream', 'latin1'),
    ]);
  }
  return Buffer.from(text(value), 'latin1');
}

function text(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  if (isName(value)) return nameText(value.name);
  if (isRef(value)) return `${value.number} ${value.generation} R`;
  if (isString(value)) {
    if (value.hex) return `<${Buffer.from(value.bytes).toString('hex')}>`;
    return `(${[...value.bytes].map(stringByte).join('')})`;
  }
  if (isDict(value))
    return `<<${[...value.entries].map(([key, item]) => `${nameText(key)} ${text(item)}`).join(' ')}>>`;
  if (isStream(value)) throw new TypeError('a stream is an object of its own');
  return value.text;
}

function stringByte(byte: number): string {
  if (byte === 0x28 || byte === 0x29 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
  return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
}

/** At most five decimals, never an exponent (§7.3.3). */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return value.toFixed(0);
  const short = value.toFixed(5).replace(/\.?0+$/, '');
  return short === '-0' ? '0' : short;
}

function nameText(raw: string): string {
  const escaped = [...raw].map((letter) => {
    const code = letter.charCodeAt(0);
    const plain = code > 0x20 && code < 0x7f && !'()<>[]{}/%#'.includes(letter);
    return plain ? letter : `#${code.toString(16).padStart(2, '0')}`;
  });
  return `/${escaped.join('')}`;
}

/** Changes to a file, put behind it in one piece. */
export type PdfUpdate = {
  /** A new object; its value may be given later. */
  add(value?: PdfValue): PdfRef;
  /** The value of an object, new or old. */
  set(target: PdfRef, value: PdfValue): void;
  /** The file with the changes behind it: the old bytes stay the beginning, byte for byte. */
  finish(): {
    pdf: Uint8Array /** Where an object of this update begins. */;
    offsetOf(target: PdfRef): number;
  };
};

/** Begins an incremental update (§7.5.6). It ends in the shape of the file's own last section. */
export function updatePdf(file: PdfFile): PdfUpdate {
  const objects = new Map<number, { target: PdfRef; value: PdfValue }>();
  let next = file.size;

  function add(value: PdfValue = null): PdfRef {
    const target = ref(next);
    next += 1;
    objects.set(target.number, { target, value });
    return target;
  }

  function finish(): ReturnType<PdfUpdate['finish']> {
    const lastByte = file.bytes[file.bytes.length - 1];
    const parts: Uint8Array[] = [file.bytes];
    let length = file.bytes.length;
    const push = (part: Buffer) => {
      parts.push(part);
      length += part.length;
    };
    if (lastByte !== 10 && lastByte !== 13) push(Buffer.from('\n'));
    const places: { number: number; generation: number; offset: number }[] = [];
    const sorted = [...objects.values()].sort((a, b) => a.target.number - b.target.number);
    for (const { target, value } of sorted) {
      places.push({ number: target.number, generation: target.generation, offset: length });
      push(Buffer.from(`${target.number} ${target.generation} obj\n`, 'latin1'));
      push(writeValue(value));
      push(Buffer.from('\nendobj\n', 'latin1'));
    }
    const at = length;
    push(file.xrefKind === 'table' ? table(places, next) : stream(places, next, at));
    push(Buffer.from(`startxref\n${at}\n%%EOF\n`, 'latin1'));
    const offsets = new Map(places.map(({ number, offset }) => [number, offset]));
    return {
      pdf: new Uint8Array(Buffer.concat(parts)),
      offsetOf: (target) => offsets.get(target.number) ?? Number.NaN,
    };
  }

  type Place = { number: number; generation: number; offset: number };

  function trailerOf(size: number): PdfDict {
    const kept = ['Root', 'Info', 'ID'].map((key) => [key, file.trailer.entries.get(key)] as const);
    return dict({ Size: size, Prev: file.xrefAt, ...Object.fromEntries(kept) });
  }

  function table(places: readonly Place[], size: number): Buffer {
    let lines = 'xref\n';
    for (const run of runsOf(places)) {
      lines += `${run[0]?.number} ${run.length}\n`;
      for (const { offset, generation } of run)
        lines += `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n\r\n`;
    }
    return Buffer.from(`${lines}trailer\n${text(trailerOf(size))}\n`, 'latin1');
  }

  function stream(places: readonly Place[], size: number, at: number): Buffer {
    const own = { number: size, generation: 0, offset: at };
    const all = [...places, own];
    const raw = Buffer.alloc(all.length * 7);
    all.forEach(({ offset, generation }, index) => {
      raw.writeUInt8(1, index * 7);
      raw.writeUInt32BE(offset, index * 7 + 1);
      raw.writeUInt16BE(generation, index * 7 + 5);
    });
    const head = trailerOf(size + 1);
    head.entries.set('Type', name('XRef'));
    head.entries.set('W', [1, 4, 2]);
    head.entries.set(
      'Index',
      runsOf(all).flatMap((run) => [run[0]?.number ?? 0, run.length]),
    );
    return Buffer.concat([
      Buffer.from(`${size} 0 obj\n`, 'latin1'),
      writeValue({ type: 'stream', dict: head, raw: new Uint8Array(raw) }),
      Buffer.from('\nendobj\n', 'latin1'),
    ]);
  }

  return {
    add,
    set(target, value) {
      objects.set(target.number, { target, value });
    },
    finish,
  };
}

/** Neighbouring object numbers together. */
function runsOf<Item extends { number: number }>(items: readonly Item[]): Item[][] {
  const runs: Item[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last?.at(-1)?.number === item.number - 1) last?.push(item);
    else runs.push([item]);
  }
  return runs;
}
