import type { FastifyReply } from 'fastify';
import type { Html } from './html.ts';

/** Nothing but our own stylesheet, fonts and forms; no script at all. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends a page. Nobody keeps a copy, and nobody outside learns the address it was at. */
export function sendPage(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply.code(status).headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(page.html);
}

const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  // "no-referrer" would take the origin from our own forms too, by which they are told from another site's.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** After something was done: another page, so that loading it anew does not do it again. */
export function seeOther(reply: FastifyReply, address: string): FastifyReply {
  return reply.code(303).headers(PAGE_HEADERS).header('location', address).send();
}

/** A file to keep; `name`: ASCII without quotes. */
export function sendFile(
  reply: FastifyReply,
  name: string,
  type: string,
  bytes: Uint8Array | string,
): FastifyReply {
  return reply
    .headers(PAGE_HEADERS)
    .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
    .type(type)
    .send(typeof bytes === 'string' ? bytes : Buffer.from(bytes));
}
