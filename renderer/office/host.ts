import type { TramBridge } from '#shared/host/index.ts';
import { type Connection, openConnection } from './connection.ts';
import { isDeviceWindow, socketPathOf } from './device.ts';
import { forgetSession, windowTokenStore } from './token.ts';
import { type Connect, connectSocket, notLetIn, portConnector, type Transport } from './transport.ts';

declare global {
  interface Window {
    /** Present in the Electron window only; put there by its preload. */
    tram?: TramBridge;
  }
}

/** Opens the connection that this window has: a port in Electron, a WebSocket to its own origin in a browser. */
export function openWindowConnection(host: Window): Connection {
  const bridge = host.tram;
  const scheme = host.location.protocol === 'https:' ? 'wss:' : 'ws:';
  const connect: Connect =
    bridge === undefined
      ? () => connectToHost(host, `${scheme}//${host.location.host}${socketPathOf(host.location)}`)
      : portConnector(bridge, host);
  const device = isDeviceWindow(host.location) || bridge?.enterAsDevice !== undefined;
  // Somebody worked in this window before it became a kiosk: whoever comes back to their address finds nothing.
  if (device) forgetSession(host.sessionStorage);
  return openConnection({
    connect,
    token: windowTokenStore(host.sessionStorage, device ? 'device' : 'person'),
    random: randomShare,
  });
}

/** A WebSocket says nothing of why it was refused; a plain request to the same host does. */
async function connectToHost(host: Window, url: string): Promise<Transport> {
  try {
    return await connectSocket(url);
  } catch (thrown) {
    const answer = await host
      .fetch(host.location.pathname, { method: 'HEAD', cache: 'no-store' })
      .catch(() => null);
    throw answer?.status === 401 ? notLetIn() : thrown;
  }
}

/** 0 ≤ x < 1 from the system's generator: several windows of one office must not reconnect in step. */
function randomShare(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
