import net from 'node:net';
import type { Random } from '../fixtures/random.ts';

/** A line as a village has it. Times in milliseconds, `bytesASecond` in each direction, shared by all connections. */
export type SlowLineOptions = {
  readonly bytesASecond: number;
  readonly roundTripMs: number;
  /** Connections are cut after a time between these two; null: never. */
  readonly cutAfterMs: { readonly least: number; readonly most: number } | null;
  readonly random: Random;
};

export type SlowLine = {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly cuts: () => number;
  /** Bytes that passed it towards the server. */
  readonly passed: () => number;
  close(): Promise<void>;
};

const TICK_MS = 20;
/** Kept for a connection in one direction before its sender is made to wait. */
const QUEUE_BYTES = 32 * 1024;

/**
 * A proxy in this process between an office and a server: what is sent waits its turn at the line's speed, then half a
 * round trip; now and then the line is cut, in the middle of whatever is on it.
 */
export async function openSlowLine(target: string, options: SlowLineOptions): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const connections = new Set<() => void>();
  const up = createDirection(options);
  const down = createDirection(options);
  let cuts = 0;
  const server = net.createServer({ allowHalfOpen: false, highWaterMark: 4096 }, (office) => {
    const far = net.connect({ host: hostname, port: Number(port) });
    const end = () => {
      office.destroy();
      far.destroy();
      connections.delete(end);
    };
    connections.add(end);
    for (const socket of [office, far]) {
      socket.on('error', end);
      socket.on('close', end);
      socket.setNoDelay(true);
    }
    // A connection is made in one round trip.
    up.join(office, far, options.roundTripMs);
    down.join(far, office, 0);
  });
  let cutting: NodeJS.Timeout | undefined;
  function scheduleCut(): void {
    const { cutAfterMs, random } = options;
    if (cutAfterMs === null) return;
    const wait = cutAfterMs.least + random.below(cutAfterMs.most - cutAfterMs.least + 1);
    cutting = setTimeout(() => {
      if (connections.size > 0) cuts += 1;
      for (const end of [...connections]) end();
      scheduleCut();
    }, wait);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scheduleCut();
  const { port: own } = server.address() as net.AddressInfo;
  return {
    address: `http://127.0.0.1:${own}`,
    cuts: () => cuts,
    passed: up.passed,
    async close() {
      clearTimeout(cutting);
      up.close();
      down.close();
      for (const end of [...connections]) end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** One direction of the line: its bytes a second are given out piece by piece to whoever has something on it. */
function createDirection({ bytesASecond, roundTripMs }: SlowLineOptions) {
  const waiting: { bytes: Buffer; to: net.Socket; from: net.Socket; notBefore: number }[] = [];
  const queued = new Map<net.Socket, number>();
  let credit = 0;
  let last = performance.now();
  let passed = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    // What the line could not carry while nothing was on it is gone.
    credit = waiting.length === 0 ? 0 : Math.min(bytesASecond, credit + ((now - last) / 1000) * bytesASecond);
    last = now;
    // One whose connection is still being made holds up none of the others.
    const next = () => waiting.find(({ notBefore }) => notBefore <= now);
    for (let item = next(); item !== undefined && credit >= 1; item = next()) {
      const part = item.bytes.subarray(0, Math.floor(credit));
      credit -= part.length;
      passed += part.length;
      const { to, from } = item;
      setTimeout(() => !to.destroyed && to.write(part), roundTripMs / 2);
      const left = (queued.get(from) ?? 0) - part.length;
      queued.set(from, left);
      if (left < QUEUE_BYTES && !from.destroyed) from.resume();
      if (part.length === item.bytes.length) waiting.splice(waiting.indexOf(item), 1);
      else item.bytes = item.bytes.subarray(part.length);
    }
  }, TICK_MS);
  return {
    join(from: net.Socket, to: net.Socket, setUpMs: number) {
      const ready = performance.now() + setUpMs;
      from.on('data', (bytes: Buffer) => {
        waiting.push({ bytes, to, from, notBefore: ready });
        const all = (queued.get(from) ?? 0) + bytes.length;
        queued.set(from, all);
        if (all >= QUEUE_BYTES) from.pause();
      });
      from.on('close', () => {
        queued.delete(from);
        for (let at = waiting.length - 1; at >= 0; at -= 1)
          if (waiting[at]?.from === from) waiting.splice(at, 1);
      });
    },
    passed: () => passed,
    close: () => clearInterval(timer),
  };
}
