import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECURITY_HEADERS, type StaticFile } from '#main/host/index.ts';

/** A page of our own words. */
export function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  html: string,
): void {
  sendFile(request, response, status, {
    bytes: new TextEncoder().encode(html),
    contentType: 'text/html; charset=utf-8',
    cacheControl: 'no-store',
  });
}

/** Sends the browser on to another address of ours. */
export function redirect(request: IncomingMessage, response: ServerResponse, location: string): void {
  response.setHeader('location', location);
  sendPage(request, response, 303, '');
}

/** A file with the headers of every answer. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  file: Omit<StaticFile, 'bytes'> & { bytes: Uint8Array },
): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': file.contentType,
    'content-length': file.bytes.byteLength,
    'cache-control': file.cacheControl,
  });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}
