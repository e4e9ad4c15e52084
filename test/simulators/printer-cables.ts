import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '#office/devices/index.ts';
import { startSocat } from './socat.ts';

/** Between the office and a simulated printer. */
export type Cable = {
  /** Path of the serial port; host and port of the network. */
  readonly address: { path: string } | { host: string; port: number };
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** Bytes that came through since it was made. */
  received(): number;
  /** Called with each piece before the printer gets it. */
  onReceive(listener: (bytes: Uint8Array) => void): void;
  /** Bits a second at which the printer takes bytes; null: as fast as they come. */
  setSpeed(baud: number | null): void;
  end(): Promise<void>;
};

/** A socket's bytes to the printer, no faster than it wants them, and its answers back. */
function createJunction(emulator: Emulator) {
  let baud: number | null = null;
  let received = 0;
  let listener: (bytes: Uint8Array) => void = () => undefined;
  let present: Socket | undefined;
  const severed = new WeakSet<Socket>();
  /** One connection after the other: what one brought is taken before the next is heard. */
  let feeding: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;
  emulator.onHungry(() => wake());
  emulator.onSpeak((bytes) => present?.write(bytes));

  async function feed(socket: Socket): Promise<void> {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      for (let from = 0; from < chunk.length; from += 64) {
        const piece = new Uint8Array(chunk.subarray(from, from + 64));
        if (baud !== null) await sleep((piece.length * 10_000) / baud);
        while (!emulator.wants()) {
          if (severed.has(socket)) return;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, 20);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        received += piece.length;
        listener(piece);
        emulator.receive(piece);
      }
    }
  }

  return {
    connect(socket: Socket): void {
      present = socket;
      socket.on('error', () => undefined);
      feeding = feeding.then(() => feed(socket)).catch(() => undefined);
    },
    cut(): void {
      if (present !== undefined) severed.add(present);
      present?.destroy();
      present = undefined;
    },
    received: () => received,
    onReceive(next: (bytes: Uint8Array) => void): void {
      listener = next;
    },
    setSpeed(next: number | null): void {
      baud = next;
    },
  };
}

/** A serial cable: a pseudo terminal whose other end is the printer. Small buffers, as a real line has. */
export async function openSerialCable(emulator: Emulator): Promise<Cable> {
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-cable-'));
  const port = path.join(directory, 'port');
  const meeting = path.join(directory, 'printer.sock');
  const junction = createJunction(emulator);
  const server = createServer((socket) => junction.connect(socket));
  await listen(server, meeting);
  let pull: (() => Promise<void>) | undefined;
  let held: number | undefined;

  async function plugIn(): Promise<void> {
    if (pull !== undefined) return;
    pull = await startSocat(
      ['-b', '512', `PTY,raw,echo=0,link=${port}`, `UNIX-CONNECT:${meeting},so-sndbuf=2304`],
      [port],
    );
    // A real port stays when the program closes it; this one only as long as somebody has it open.
    held = openSync(port, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }

  async function unplug(): Promise<void> {
    const pulling = pull;
    if (pulling === undefined) return;
    pull = undefined;
    await pulling();
    if (held !== undefined) closeSync(held);
    held = undefined;
    junction.cut();
  }

  await plugIn();
  return {
    ...junction,
    address: { path: port },
    plugIn,
    unplug,
    async end() {
      await unplug();
      await new Promise((resolve) => server.close(resolve));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A network cable: the printer listens at a port of this PC. */
export async function openNetworkCable(emulator: Emulator): Promise<Cable> {
  const junction = createJunction(emulator);
  let server = createServer((socket) => junction.connect(socket));
  const port = await listen(server, 0);
  const close = async () => {
    junction.cut();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    ...junction,
    address: { host: '127.0.0.1', port },
    unplug: close,
    async plugIn() {
      if (server.listening) return;
      server = createServer((socket) => junction.connect(socket));
      await listen(server, port);
    },
    end: close,
  };
}

function listen(server: Server, where: string | number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const done = () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    };
    if (typeof where === 'string') server.listen(where, done);
    else server.listen(where, '127.0.0.1', done);
  });
}
