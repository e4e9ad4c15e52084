import { createConnection, type Socket } from 'node:net';
import { type Line, LineError, type Sent, type Transport, within } from '../transport.ts';

/** A printer in the network; nearly all listen at port 9100. */
export function createTcpTransport(
  settings: { host: string; port: number },
  { openMs = 3_000 }: { openMs?: number } = {},
): Transport {
  return {
    baud: null,
    keepOpen: false,
    async open() {
      const socket = createConnection({ host: settings.host, port: settings.port, noDelay: true });
      socket.on('error', () => undefined);
      const opened = new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('close', () => resolve(false));
      });
      if ((await within(opened, openMs)) === true) return lineOf(socket);
      socket.destroy();
      throw new LineError('host-unreachable');
    },
  };
}

/** How long what was sent may still take on its way before the connection is dropped. */
const ENDING_MS = 500;

function lineOf(socket: Socket): Line {
  let listener: (bytes: Uint8Array) => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.once('end', () => {
      socket.destroy();
      resolve();
    });
  });
  socket.on('data', (bytes) => listener(new Uint8Array(bytes)));
  let torn = false;
  const isOpen = () => !socket.destroyed && socket.writable;
  return {
    async send(bytes, timeoutMs) {
      if (!isOpen()) return 'gone';
      const sent = new Promise<Sent>((resolve) => {
        socket.write(bytes, (error) => resolve(error ? 'gone' : 'sent'));
        void gone.then(() => resolve('gone'));
      });
      return (await within(sent, timeoutMs)) ?? 'stalled';
    },
    listen(next) {
      listener = next;
    },
    gone,
    isOpen,
    async discard() {
      torn = true;
    },
    modem: async () => null,
    async close() {
      if (socket.destroyed) return;
      if (torn) {
        // Reset, not ended: what a stalled printer has not taken yet must not be delivered later.
        socket.resetAndDestroy();
      } else {
        socket.end();
        await within(gone, ENDING_MS);
        socket.destroy();
      }
      await gone;
    },
  };
}
