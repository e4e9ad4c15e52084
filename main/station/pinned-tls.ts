import { createHash } from 'node:crypto';
import { Agent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { OfficeAddress } from './address.ts';

/** What stands behind an address, as people compare it (`fingerprint`) and as it is kept (`keyPin`). */
export type OfficeKey = {
  /** SHA-256 of the certificate, hex pairs with colons. */
  fingerprint: string;
  /** SHA-256 of its public key, base64: stays when the certificate is renewed. */
  keyPin: string;
};

/** The office answers with another key than the one that was compared. Nothing was sent to it. */
export class WrongKey extends Error {
  readonly key: OfficeKey;
  constructor(key: OfficeKey) {
    super('the office shows another key');
    this.name = 'WrongKey';
    this.key = key;
  }
}

const CONNECT_MS = 10_000;

/** Looks at the key only. Rejects when nobody answers by TLS. */
export async function lookAtKey(address: OfficeAddress): Promise<OfficeKey> {
  const socket = await shakeHands(address);
  const key = keyOf(socket);
  socket.destroy();
  return key;
}

/** A connection to whoever has the key of this pin. Rejects with WrongKey, or with the network's error. */
export async function connectPinned(address: OfficeAddress, keyPin: string): Promise<TLSSocket> {
  const socket = await shakeHands(address);
  const key = keyOf(socket);
  if (key.keyPin === keyPin) return socket;
  socket.destroy();
  throw new WrongKey(key);
}

/** For requests and WebSockets: every connection of it is pinned. */
export function pinnedAgent(address: OfficeAddress, keyPin: string): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 12, maxFreeSockets: 4 });
  agent.createConnection = (_options, done) => {
    const given = done as ((error: Error | null, socket?: Socket) => void) | undefined;
    connectPinned(address, keyPin).then(
      (socket) => given?.(null, socket),
      (error: Error) => given?.(error),
    );
    return undefined;
  };
  return agent;
}

/**
 * The certificate is the office's own, so no authority is asked: who has its key is checked by the caller before anything
 * is sent. A session is never taken up again, for then no certificate would be shown.
 */
function shakeHands({ host, port }: OfficeAddress): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
    });
    const late = setTimeout(
      () => socket.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      CONNECT_MS,
    );
    socket.once('secureConnect', () => {
      clearTimeout(late);
      socket.off('error', failed);
      resolve(socket);
    });
    const failed = (error: Error): void => {
      clearTimeout(late);
      reject(error);
    };
    socket.once('error', failed);
    socket.once('close', () => failed(new Error('closed before it was open')));
  });
}

function keyOf(socket: TLSSocket): OfficeKey {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) throw new Error('no certificate was shown');
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return {
    fingerprint: certificate.fingerprint256,
    keyPin: createHash('sha256').update(spki).digest('base64'),
  };
}
