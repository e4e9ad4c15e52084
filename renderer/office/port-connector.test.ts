import { describe, expect, it } from 'vitest';
import { portConnector, type Transport } from './transport.ts';

/** A window to which an Electron preload posts ports, as far as the connector looks at it. */
function fakeWindow() {
  const listeners = new Set<(event: MessageEvent<unknown>) => void>();
  const host = {
    addEventListener: (_: string, listener: (event: MessageEvent<unknown>) => void) =>
      listeners.add(listener),
  } as unknown as Window;
  return {
    host,
    post(data: unknown, port: MessagePort | undefined, source: unknown = host) {
      const ports = port === undefined ? [] : [port];
      for (const listener of [...listeners])
        listener({ data, ports, source } as unknown as MessageEvent<unknown>);
    },
  };
}

function port(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}

describe('ports from the Electron preload', () => {
  it('asks for one and takes it, but not from another window or under another name', async () => {
    const { host, post } = fakeWindow();
    const given: Transport[] = [];
    const connect = portConnector(
      {
        connect: async () => {
          post('tram:port', port(), 'another window');
          post('other', port());
          post('tram:port', undefined);
          queueMicrotask(() => post('tram:port', port()));
        },
      },
      host,
    );
    given.push(await connect());
    expect(given[0]?.closed.aborted).toBe(false);
    given[0]?.close();
  });

  it('a port that comes unasked ends the old connection and is used next', async () => {
    const { host, post } = fakeWindow();
    let asked = 0;
    const connect = portConnector(
      {
        connect: async () => {
          asked += 1;
          queueMicrotask(() => post('tram:port', port()));
        },
      },
      host,
    );
    const first = await connect();
    post('tram:port', port());
    expect(first.closed.aborted).toBe(true);
    const second = await connect();
    expect(second.closed.aborted).toBe(false);
    expect(asked).toBe(1);
    second.close();
  });
});
