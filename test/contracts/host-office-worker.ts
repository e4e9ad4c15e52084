import { EventEmitter } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { type Parent, serveParent } from '#main/electron/office-service.ts';
import { openLanDoor } from '#main/web/index.ts';
import { startOffice } from '#office/index.ts';

/** The office child of the Electron host on a worker thread: same code, Node's ports in Electron's shape. */
class Port extends EventEmitter {
  readonly inner: MessagePort;
  constructor(inner: MessagePort) {
    super();
    this.inner = inner;
    inner.on('close', () => this.emit('close'));
  }
  start(): void {
    this.inner.on('message', (data) => this.emit('message', { data, ports: [] }));
  }
  postMessage(data: unknown): void {
    this.inner.postMessage(data);
  }
  close(): void {
    this.inner.close();
  }
}

const parent: Parent = {
  on: (_event, listener) =>
    parentPort?.on('message', ({ data, ports }: { data: never; ports: MessagePort[] }) => {
      listener({ data, ports: ports.map((port) => new Port(port)) as never });
    }),
  postMessage: (message) => parentPort?.postMessage(message),
};

serveParent(parent, {
  openLanDoor,
  startOffice,
  end: (code) => process.exit(code),
  onCrash: () => undefined,
});
