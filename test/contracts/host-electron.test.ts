import { EventEmitter } from 'node:events';
import path from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { vi } from 'vitest';
import type { MessagePortMain } from '#test/fixtures/fake-electron.ts';
import { describeHost, type HostConnection } from './host.suite.ts';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { startOfficeProcess } = await import('#main/electron/office-process.ts');

/** A worker thread in the shape of Electron's utility process. */
class WorkerChild extends EventEmitter {
  readonly worker: Worker;
  constructor() {
    super();
    this.worker = new Worker(path.join(import.meta.dirname, 'host-office-worker.ts'));
    this.worker.on('message', (message) => this.emit('message', message));
    // As a process that ends with an error: what it was is printed by the worker, what follows is its exit.
    this.worker.on('error', () => undefined);
    this.worker.on('exit', (code) => this.emit('exit', code));
  }
  postMessage(data: unknown, ports: MessagePortMain[] = []): void {
    const inner: MessagePort[] = ports.map((port) => port.inner);
    this.worker.postMessage({ data, ports: inner }, inner);
  }
  kill(): boolean {
    void this.worker.terminate();
    return true;
  }
}

describeHost('Electron (office process and MessagePort)', async (dataDirectory) => {
  const office = startOfficeProcess({
    fork: () => new WorkerChild() as never,
    config: {
      dataDirectory,
      markDirectory: path.join(dataDirectory, 'marks'),
      screensDirectory: path.resolve(import.meta.dirname, '../../dist/renderer'),
      resourcesDirectory: path.resolve(import.meta.dirname, '../../resources'),
      pdfWorkerFile: null,
      version: '0.0.0',
    },
    answer: async () => {
      throw new Error('no such thing here');
    },
    modules: { start: () => undefined, end: () => undefined, endAllOf: () => undefined },
    onRestarted: () => undefined,
    onRefused: () => undefined,
  });

  async function connect(): Promise<HostConnection> {
    const port = (await office.connect('window:1')) as unknown as MessagePortMain;
    const closed = new Promise<void>((resolve) => port.on('close', () => resolve()));
    const client: HostConnection['client'] = createORPCClient(new RPCLink({ port: port as never }));
    port.start();
    return { client, sendJunk: (junk) => port.postMessage(junk), closed, close: () => port.close() };
  }
  // As the page does: a host that cannot open its directory shows at the first connection.
  (await connect()).close();
  return { connect, stop: office.stop };
});
