import { EventEmitter } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { FromChild, ToChild } from '#main/electron/office-messages.ts';
import type { OfficeClient } from '#office/index.ts';
import { exampleReception } from '#test/fixtures/office.ts';

/**
 * Runs the bundled office process under plain Node: `run-office-child.ts BUNDLE-DIRECTORY DATA-DIRECTORY`. It stands in
 * for Electron's main process, receives one dossier and prints what became of its paper as one line of JSON.
 */
const [bundle = '', dataDirectory = ''] = process.argv.slice(2);

/** Node's port in the shape of Electron's. */
class Port extends EventEmitter {
  readonly inner: MessagePort;
  constructor(inner: MessagePort) {
    super();
    this.inner = inner;
    inner.on('close', () => this.emit('close'));
  }
  start(): void {
    this.inner.on('message', (data) => this.emit('message', { data }));
  }
  postMessage(data: unknown): void {
    this.inner.postMessage(data);
  }
  close(): void {
    this.inner.close();
  }
}

const bus = new EventEmitter();
const tell = (data: ToChild, ports: Port[] = []): boolean => bus.emit('to-child', { data, ports });
const ready = new Promise<void>((resolve, reject) => {
  bus.on('from-child', (message: FromChild) => {
    if (message.kind === 'ready') resolve();
    if (message.kind === 'refused') reject(new Error(message.message));
    if (message.kind === 'request')
      tell({ kind: 'answer', id: message.id, ok: false, message: 'no such thing' });
  });
});
Object.assign(process, {
  parentPort: {
    on: (_event: string, listener: (event: unknown) => void) => bus.on('to-child', listener),
    postMessage: (message: FromChild) => bus.emit('from-child', message),
  },
});
await import(pathToFileURL(path.join(bundle, 'office-child.js')).href);
tell({
  kind: 'start',
  config: {
    dataDirectory,
    markDirectory: path.join(dataDirectory, 'marks'),
    screensDirectory: path.resolve(import.meta.dirname, '../../dist/renderer'),
    resourcesDirectory: path.resolve(import.meta.dirname, '../../resources'),
    pdfWorkerFile: path.join(bundle, 'pdf-worker.js'),
    version: '1.2.3',
  },
});
await ready;

const { port1, port2 } = new MessageChannel();
tell({ kind: 'connect', origin: 'window:1' }, [new Port(port2)]);
const port = new Port(port1);
const client: OfficeClient = createORPCClient(new RPCLink({ port: port as never }));
port.start();
const { people } = await client.setup.createSample({ tree: 'three-tier' });
const clerk = people.find((person) => person.role === 'clerk');
await client.session.signIn({ login: clerk?.login ?? '', password: clerk?.password ?? '' });
const { dossier } = await client.dossiers.receive(exampleReception());
let state = '';
let pdf = '';
while (!['printed', 'failed', 'unknown', 'expired'].includes(state)) {
  await delay(50);
  const { jobs, papers } = await client.dossiers.get({ id: dossier.id });
  state = jobs[0]?.state ?? '';
  const paper = papers[0];
  if (paper !== undefined && pdf === '') {
    pdf = Buffer.from((await client.dossiers.paperPdf({ paperId: paper.id })).pdfBase64, 'base64').toString(
      'latin1',
      0,
      5,
    );
  }
}
port.close();
process.stdout.write(`${JSON.stringify({ state, pdf, version: process.versions.node })}\n`);
tell({ kind: 'close' });
