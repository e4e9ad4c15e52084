/**
 * The contract's implementation: parse, authorise, call a room, map errors. Nothing here decides anything about
 * dossiers; nothing below it knows about connections.
 */
import { createRouterClient, onError, type RouterClient } from '@orpc/server';
import { RPCHandler as MessagePortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/websocket';
import type { OfficeCore } from '../lifecycle/index.ts';
import { createLogger } from '../log/index.ts';
import type { ConnectionOrigin } from '../ports.ts';
import { type CallContext, procedures } from './context.ts';
import { catalog, citizens, dossiers } from './dossiers.ts';
import { toContractError } from './errors.ts';
import { printing } from './printing.ts';
import { session, setup, users } from './session.ts';
import { integrity, status } from './status.ts';

const router = procedures.router({
  session,
  setup,
  users,
  catalog,
  citizens,
  dossiers,
  printing,
  status,
  integrity,
});

export type OfficeRouterClient = RouterClient<typeof router>;

/** Serves the contract over the transports that hosts have; each connection has its own session. */
export function createRouter(core: OfficeCore) {
  const log = createLogger(core.ports.log, 'router');
  // What fails outside a handler (junk that does not parse, an output that breaks its own schema) is mapped here.
  const clientInterceptors = [
    onError((error: unknown) => {
      throw toContractError(error, log);
    }),
  ];
  const sockets = new SocketHandler<CallContext>(router, { clientInterceptors });
  const ports = new MessagePortHandler<CallContext>(router, { clientInterceptors });
  const contextOf = (from: ConnectionOrigin): CallContext => ({
    core,
    log,
    connection: { from, token: null },
  });
  return {
    serveSocket: (socket: Parameters<typeof sockets.upgrade>[0], from: ConnectionOrigin) =>
      sockets.upgrade(socket, { context: contextOf(from) }),
    servePort: (port: Parameters<typeof ports.upgrade>[0], from: ConnectionOrigin) =>
      ports.upgrade(port, { context: contextOf(from) }),
    client: (from: ConnectionOrigin): OfficeRouterClient =>
      createRouterClient(router, { context: contextOf(from), interceptors: clientInterceptors }),
  };
}
