import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Limits } from './limits.ts';

/** What bounds every request, on both doors. */
export function serverOptions(limits: Limits) {
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    requireHostHeader: true,
  };
}

/** Resolves with the port; rejects where the address or the port is not to be had. */
export function listenOn(
  server: Server | SecureServer,
  where: { host: string; port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...where, exclusive: true }, () => {
      server.off('error', reject);
      // Too many open files while accepting, for example: one connection fails, the host goes on.
      server.on('error', () => {});
      resolve((server.address() as AddressInfo).port);
    });
  });
}
