import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type FetchOrder = {
  /** http or https. */
  address: string;
  /** Null: GET. */
  body: Uint8Array | null;
  contentType: string;
  /** Milliseconds for all of it, redirects included. */
  timeLimit: number;
  /** Bytes of the answer. */
  sizeLimit: number;
};

/** Opens a line and brings the answer's bytes; throws where none came within the limits. An argument for tests. */
export type FetchBytes = (order: FetchOrder) => Promise<Uint8Array>;

const MOST_REDIRECTS = 2;

/**
 * Over the network, once, without proxy, cookies or credentials. A redirect is followed to the same machine and by http
 * or https only: an issuer's server must not send us looking around in the office's network.
 */
export const fetchBytes: FetchBytes = async (order) => {
  const signal = AbortSignal.timeout(order.timeLimit);
  let address = new URL(order.address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await ask(address, order, signal);
    if (answer instanceof Uint8Array) return answer;
    if (answer.hostname !== address.hostname)
      throw new Error(`redirected from ${address.hostname} elsewhere`);
    address = answer;
  }
  throw new Error(`${address.hostname} redirects too often`);
};

function ask(address: URL, order: FetchOrder, signal: AbortSignal): Promise<Uint8Array | URL> {
  const open = { 'http:': httpRequest, 'https:': httpsRequest }[address.protocol];
  if (open === undefined) return Promise.reject(new Error(`no way to ${address.protocol}`));
  return new Promise((resolve, reject) => {
    const line = open(address, {
      method: order.body === null ? 'GET' : 'POST',
      headers:
        order.body === null
          ? {}
          : { 'content-type': order.contentType, 'content-length': String(order.body.length) },
      agent: false,
      signal,
    });
    line.on('error', reject);
    line.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      response.on('error', reject);
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        line.destroy();
        if (URL.canParse(headers.location, address)) return resolve(new URL(headers.location, address));
        return reject(new Error('redirected to nowhere'));
      }
      if (statusCode !== 200) {
        line.destroy();
        return reject(new Error(`${address.hostname} answered ${statusCode}`));
      }
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > order.sizeLimit) {
          line.destroy();
          reject(new Error(`${address.hostname} sends more than ${order.sizeLimit} bytes`));
        } else pieces.push(piece);
      });
      response.on('aborted', () => reject(new Error(`${address.hostname} broke off`)));
      response.on('end', () => resolve(new Uint8Array(Buffer.concat(pieces))));
    });
    line.end(order.body ?? undefined);
  });
}
