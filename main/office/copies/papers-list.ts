import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One archived paper in a copy: the hash of the paper, and hash and size of its sealed file. */
export type PaperLine = { readonly sha256: string; readonly sealed: string; readonly bytes: number };

const LINE = /^([0-9a-f]{64}) ([0-9a-f]{64}) (\d{1,12})$/;

/** `<hash of the paper> <hash of the sealed file> <size>`; the list is sorted by the first. */
export function lineOf({ sha256, sealed, bytes }: PaperLine): string {
  return `${sha256} ${sealed} ${bytes}\n`;
}

/** The lines of a list one by one, for a million of them; what is no line is left out. */
export async function* papersOf(file: string): AsyncGenerator<PaperLine> {
  const stream = createReadStream(file, 'utf8');
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      const parts = LINE.exec(text);
      if (parts?.[1] === undefined || parts[2] === undefined) continue;
      yield { sha256: parts[1], sealed: parts[2], bytes: Number(parts[3]) };
    }
  } finally {
    stream.destroy();
  }
}

/** Gives the lines that begin with a prefix; prefixes must be asked for in rising order. */
export type PrefixReader = {
  of(prefix: string): Promise<ReadonlyMap<string, PaperLine>>;
  close(): Promise<void>;
};

/** Reads a sorted list by the first two letters of the hashes; a list that cannot be read is an empty one. */
export function readByPrefix(file: string | null): PrefixReader {
  const lines = file === null ? null : papersOf(file);
  let waiting: PaperLine | undefined;
  let ended = lines === null;

  async function next(): Promise<PaperLine | undefined> {
    if (waiting !== undefined) {
      const line = waiting;
      waiting = undefined;
      return line;
    }
    if (ended || lines === null) return undefined;
    try {
      const { value, done } = await lines.next();
      if (done !== true) return value;
    } catch {
      // An older list is only a help: without it the files are read.
    }
    ended = true;
    return undefined;
  }

  return {
    async of(prefix) {
      const found = new Map<string, PaperLine>();
      for (let line = await next(); line !== undefined; line = await next()) {
        const own = line.sha256.slice(0, prefix.length);
        if (own > prefix) {
          waiting = line;
          break;
        }
        if (own === prefix) found.set(line.sha256, line);
      }
      return found;
    },
    async close() {
      await lines?.return(undefined);
    },
  };
}
