import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Random } from '../../fixtures/random.ts';

const SECTOR = 512;
const REQUEST_BYTES = 28;
const READ = 0;
const WRITE = 1;
const DISCONNECT = 2;
const FLUSH = 3;
const FORCE_UNIT_ACCESS = 1;
/** What the disk says of itself: flags are sent, flush and FUA are understood. */
const TRANSMISSION_FLAGS = 1 | 4 | 8;

/** A disk with a write cache that is lost when the power goes. */
export type VolatileDisk = {
  /** Drops the machine's connection; of what was not flushed, a random half of the sectors is kept. */
  cutPower(): { kept: number; lost: number };
  /** Writes everything and ends, as an orderly shutdown does. */
  close(): Promise<void>;
};

/**
 * Serves an image file over NBD on a Unix socket. Writes stay in memory until the machine flushes (or forces a unit),
 * as in a disk's own cache; only flushed sectors are certain to survive.
 */
export async function serveVolatileDisk(
  image: string,
  socketFile: string,
  random: Random,
): Promise<VolatileDisk> {
  const file = openSync(image, 'r+');
  const size = fstatSync(file).size;
  const pending = new Map<number, Buffer>();
  let current: Socket | undefined;

  const keep = (offset: number): void => {
    const sector = pending.get(offset);
    if (sector === undefined) return;
    writeSync(file, sector, 0, sector.length, offset);
    pending.delete(offset);
  };
  const store = {
    read(offset: number, length: number): Buffer {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, offset);
      for (let at = offset; at < offset + length; at += SECTOR) pending.get(at)?.copy(bytes, at - offset);
      return bytes;
    },
    write(offset: number, bytes: Buffer, force: boolean): void {
      for (let at = 0; at < bytes.length; at += SECTOR) {
        pending.set(offset + at, bytes.subarray(at, at + SECTOR));
        if (force) keep(offset + at);
      }
    },
    flush(): void {
      for (const offset of [...pending.keys()]) keep(offset);
    },
  };
  rmSync(socketFile, { force: true });
  const server = createServer((socket) => {
    current = socket;
    speakNbd(socket, size, store);
  });
  await new Promise<void>((resolve) => server.listen(socketFile, resolve));
  return {
    cutPower() {
      let kept = 0;
      let lost = 0;
      for (const offset of [...pending.keys()]) {
        if (random.below(2) === 0) {
          keep(offset);
          kept += 1;
        } else lost += 1;
      }
      pending.clear();
      current?.destroy();
      end(server, file);
      return { kept, lost };
    },
    async close() {
      store.flush();
      current?.destroy();
      end(server, file);
    },
  };
}

function end(server: Server, file: number): void {
  server.close();
  closeSync(file);
}

type Store = {
  read(offset: number, length: number): Buffer;
  write(offset: number, bytes: Buffer, force: boolean): void;
  flush(): void;
};

/** The server's side of NBD: fixed new-style negotiation, simple replies. */
function speakNbd(socket: Socket, size: number, store: Store): void {
  let heard: Buffer = Buffer.alloc(0);
  let phase: 'flags' | 'options' | 'transmission' = 'flags';
  const greeting = Buffer.alloc(18);
  greeting.write('NBDMAGIC', 0);
  greeting.write('IHAVEOPT', 8);
  greeting.writeUInt16BE(3, 16);
  socket.write(greeting);
  socket.on('error', () => undefined);
  socket.on('data', (part) => {
    heard = Buffer.concat([heard, part]);
    while (takeOne()) {
      // Everything that has arrived whole is answered.
    }
  });

  function takeOne(): boolean {
    if (phase === 'flags') {
      if (heard.length < 4) return false;
      heard = heard.subarray(4);
      phase = 'options';
      return true;
    }
    return phase === 'options' ? takeOption() : takeRequest();
  }

  function takeOption(): boolean {
    if (heard.length < 16) return false;
    const option = heard.readUInt32BE(8);
    const length = heard.readUInt32BE(12);
    if (heard.length < 16 + length) return false;
    heard = heard.subarray(16 + length);
    const [EXPORT_NAME, ABORT, INFO, GO] = [1, 2, 6, 7];
    if (option === INFO || option === GO) {
      const information = Buffer.alloc(12);
      information.writeBigUInt64BE(BigInt(size), 2);
      information.writeUInt16BE(TRANSMISSION_FLAGS, 10);
      replyToOption(option, 3, information);
      replyToOption(option, 1);
      if (option === GO) phase = 'transmission';
    } else if (option === EXPORT_NAME) {
      const information = Buffer.alloc(10 + 124);
      information.writeBigUInt64BE(BigInt(size), 0);
      information.writeUInt16BE(TRANSMISSION_FLAGS, 8);
      socket.write(information);
      phase = 'transmission';
    } else if (option === ABORT) {
      replyToOption(option, 1);
      socket.end();
    } else replyToOption(option, 0x8000_0001);
    return true;
  }

  function replyToOption(option: number, type: number, data = Buffer.alloc(0)): void {
    const head = Buffer.alloc(20);
    head.writeBigUInt64BE(0x3e889045565a9n, 0);
    head.writeUInt32BE(option, 8);
    head.writeUInt32BE(type, 12);
    head.writeUInt32BE(data.length, 16);
    socket.write(Buffer.concat([head, data]));
  }

  function takeRequest(): boolean {
    if (heard.length < REQUEST_BYTES) return false;
    const flags = heard.readUInt16BE(4);
    const type = heard.readUInt16BE(6);
    const handle: Buffer = heard.subarray(8, 16);
    const offset = Number(heard.readBigUInt64BE(16));
    const length = heard.readUInt32BE(24);
    const data = type === WRITE ? length : 0;
    if (heard.length < REQUEST_BYTES + data) return false;
    const answer = (bytes: Buffer = Buffer.alloc(0)): void => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(0x67446698, 0);
      socket.write(Buffer.concat([head, handle, bytes]));
    };
    if (type === READ) answer(store.read(offset, length));
    else if (type === WRITE) {
      const bytes = Buffer.from(heard.subarray(REQUEST_BYTES, REQUEST_BYTES + length)) as Buffer;
      store.write(offset, bytes, (flags & FORCE_UNIT_ACCESS) !== 0);
      answer();
    } else if (type === FLUSH) {
      store.flush();
      answer();
    } else if (type === DISCONNECT) socket.end();
    else answer();
    heard = heard.subarray(REQUEST_BYTES + data);
    return true;
  }
}
