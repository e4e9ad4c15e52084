import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import { startWeb } from '#main/start/index.ts';
import { SOCKET_PATH } from '#shared/host/index.ts';
import { describeHost, type HostConnection } from './host.suite.ts';

/** The repository as far as the browser host looks at it, with a page in place of the built screens. */
let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tram-root-'));
  mkdirSync(path.join(root, 'dist/renderer'), { recursive: true });
  writeFileSync(path.join(root, 'dist/renderer/index.html'), '<title>Trạm</title>');
  cpSync(path.resolve(import.meta.dirname, '../../resources'), path.join(root, 'resources'), {
    recursive: true,
  });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describeHost('browser (HTTP and WebSocket)', async (dataDirectory) => {
  const host = await startWeb({ root, dataDirectory, port: 0, version: '0.0.0', demo: null });
  const { origin } = new URL(host.startAddress);

  async function connect(): Promise<HostConnection> {
    const start = await fetch(host.startAddress, { redirect: 'manual' });
    const cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${SOCKET_PATH}`, {
      origin,
      headers: { cookie },
    });
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return {
      client: createORPCClient(new RPCLink({ websocket: socket as never })),
      sendJunk: (junk) => socket.send(junk),
      closed,
      close: () => socket.close(),
    };
  }
  return { connect, stop: host.close };
});
