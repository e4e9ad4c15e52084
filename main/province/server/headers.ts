import type { FastifyInstance } from 'fastify';
import { SECURITY_HEADERS } from '#main/host/index.ts';

/** One year; only where this server itself speaks TLS: a proxy says it for its own name. */
const STRICT_TRANSPORT = 'max-age=31536000';

/** Sets the headers of every answer, also of those that the upload protocol writes on its own. */
export function setSecurityHeaders(app: FastifyInstance, { tls }: { tls: boolean }): void {
  const headers: [string, string][] = [
    ...Object.entries(SECURITY_HEADERS),
    ...(tls ? [['strict-transport-security', STRICT_TRANSPORT] as [string, string]] : []),
  ];
  app.addHook('onRequest', async (_request, reply) => {
    for (const [name, value] of headers) {
      reply.header(name, value);
      reply.raw.setHeader(name, value);
    }
  });
}
