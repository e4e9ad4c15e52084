import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { OPENAPI_PATH } from '#shared/exchange/index.ts';
import { nameOf } from '../answering.ts';
import type { ProvinceLog } from '../ports.ts';
import type { Province } from '../province.ts';
import { registerContainers } from './containers.ts';
import { setSecurityHeaders } from './headers.ts';
import { LIMITS, type Limits } from './limits.ts';
import { describeExchange } from './openapi.ts';
import { registerUploads } from './uploads.ts';

/** What the server is to know of where it stands. */
export type AppOptions = {
  /** Certificate and key as PEM; null: plain HTTP, for loopback or behind a proxy that speaks TLS. */
  tls: { cert: string; key: string } | null;
  /**
   * Addresses of the proxies that stand before us (`10.0.0.1,10.0.1.0/24`): only what they say in X-Forwarded-For is
   * believed. Null: no proxy; then that header is what anybody may write.
   */
  trustProxy: string | null;
  log: ProvinceLog;
  /** Other figures than those of a real server. */
  limits?: Partial<Limits>;
  /** The pages of the province, which register themselves. */
  pages?: (app: FastifyInstance) => void | Promise<void>;
};

/** Makes the server without listening. */
export async function createApp(province: Province, options: AppOptions): Promise<FastifyInstance> {
  const { tls, log } = options;
  const settings: FastifyServerOptions = {
    trustProxy: options.trustProxy ?? false,
    bodyLimit: 64 * 1024,
    requestTimeout: LIMITS.requestTimeoutMs,
    keepAliveTimeout: LIMITS.keepAliveMs,
    // Lines that wait for their next call are ended at once when the server ends.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  };
  const limits = { maxHeaderSize: LIMITS.headerBytes, headersTimeout: LIMITS.headersTimeoutMs };
  const all = tls === null ? { ...settings, http: limits } : { ...settings, https: { ...limits, ...tls } };
  // Its typings know one kind of server at a time; the routes are the same on both.
  const app: FastifyInstance = Fastify(all as FastifyServerOptions);
  app.server.maxConnections = LIMITS.connections;

  setSecurityHeaders(app, { tls: tls !== null });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ message: 'Không có trang này.' }));
  app.setErrorHandler(async (error, request, reply) => {
    const { statusCode = 500 } = error as { statusCode?: number };
    if (statusCode < 500) return reply.code(statusCode).send({ message: 'Yêu cầu không hợp lệ.' });
    // The route, never the address: an address may hold what a person typed.
    log.error('request failed', { route: request.routeOptions.url, error: nameOf(error) });
    return reply.code(500).send({ message: 'Máy chủ gặp lỗi. Hãy thử lại sau.' });
  });

  const description = describeExchange(province.version);
  app.get(OPENAPI_PATH, async () => description);
  registerContainers(app, province, { ...LIMITS, ...options.limits });
  registerUploads(app, province);
  if (options.pages !== undefined) await app.register(async (scope) => options.pages?.(scope));
  return app;
}
