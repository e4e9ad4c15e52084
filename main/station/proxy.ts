import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { SECURITY_HEADERS } from '#main/host/index.ts';
import { DEVICE_PATH } from '#shared/host/index.ts';
import type { OfficeAddress } from './address.ts';
import { connectPinned } from './pinned-tls.ts';

const ANSWER_MS = 20_000;
/** The office asks a screen for a sign of life every 30 s: two that did not come mean that it is gone without a word. */
const SILENCE_MS = 75_000;
/** Of the office's answer what a browser of this PC gets; cookies stay in this process. */
const PASSED_BACK = ['content-type', 'content-length', 'cache-control', 'retry-after'] as const;

export type OfficeWay = { address: OfficeAddress; agent: Agent; keyPin: string; cookie: string | null };

/** Asks the office for a page or a file and hands the answer on. Rejects before anything was answered. */
export function passRequest(
  way: OfficeWay,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { address, agent, cookie } = way;
  return new Promise((resolve, reject) => {
    const asked = httpsRequest({
      agent,
      host: address.host,
      port: address.port,
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: {
        host: address.authority,
        'user-agent': browserOf(request),
        ...(cookie === null ? {} : { cookie }),
      },
      timeout: ANSWER_MS,
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', (error) => {
      if (response.headersSent) response.destroy();
      reject(error);
    });
    asked.on('response', (answer) => {
      const headers: Record<string, string> = { ...SECURITY_HEADERS };
      for (const name of PASSED_BACK) {
        const value = answer.headers[name];
        if (typeof value === 'string') headers[name] = value;
      }
      const { location } = answer.headers;
      // Only to another page of the same screens.
      if (location?.startsWith(`${DEVICE_PATH}/`) === true) headers['location'] = location;
      response.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
      response.on('close', () => {
        asked.destroy();
        resolve();
      });
    });
    asked.end();
  });
}

/**
 * Joins a browser's WebSocket with one to the office, byte by byte: neither end is read here. Rejects before anything was
 * answered.
 */
export async function passUpgrade(
  way: OfficeWay,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  silenceMs: number = SILENCE_MS,
): Promise<void> {
  const { address, keyPin, cookie } = way;
  const key = request.headers['sec-websocket-key'];
  if (key === undefined || !/^[\w+/=]{1,64}$/.test(key)) throw new Error('no key of a WebSocket');
  const office = await connectPinned(address, keyPin);
  const lines = [
    `GET ${request.url ?? '/'} HTTP/1.1`,
    `Host: ${address.authority}`,
    `Origin: ${address.origin}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    `User-Agent: ${browserOf(request)}`,
    ...(cookie === null ? [] : [`Cookie: ${cookie}`]),
  ];
  // To the browser its own connection looks well for ever: it is told by its end.
  const silence = setTimeout(() => end(), silenceMs);
  const end = (): void => {
    clearTimeout(silence);
    office.destroy();
    stream.destroy();
  };
  office.on('data', () => silence.refresh());
  for (const side of [office, stream]) side.on('error', end).on('close', end);
  if (stream.destroyed) {
    end();
    return;
  }
  office.setNoDelay(true);
  office.write(`${lines.join('\r\n')}\r\n\r\n`);
  if (head.length > 0) office.write(head);
  office.pipe(stream);
  stream.pipe(office);
}

function browserOf(request: IncomingMessage): string {
  return (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200);
}
