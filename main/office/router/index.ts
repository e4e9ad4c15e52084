/**
 * The contract's implementation: parse, authorise, call a room, map errors. Nothing here decides anything about
 * dossiers; nothing below it knows about connections.
 */
import {
  onMessagePortClose,
  onMessagePortMessage,
  postMessagePortMessage,
  type SupportedMessagePort,
} from '@orpc/client/message-port';
import { createRouterClient, onError, type RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import { ERROR_CODES } from '#shared/contract/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import type { OfficeCore } from '../lifecycle/index.ts';
import { createLogger } from '../log/index.ts';
import type { ConnectionOrigin } from '../ports.ts';
import { type CallContext, procedures } from './context.ts';
import { copies } from './copies.ts';
import { corrections } from './corrections.ts';
import { devices } from './devices.ts';
import { doctor } from './doctor.ts';
import { catalog, citizens, dossiers } from './dossiers.ts';
import { drafts } from './drafts.ts';
import { erasure } from './erasure.ts';
import { contractError, isContractError, toContractError } from './errors.ts';
import { exchange } from './exchange.ts';
import { feeReceipts } from './fee-receipts.ts';
import { keys } from './keys.ts';
import { lan } from './lan.ts';
import { leases } from './leases.ts';
import { clock, numbers } from './numbers.ts';
import { packs } from './packs.ts';
import { createPlainCalls } from './plain-calls.ts';
import { createPresence } from './presence.ts';
import { printing } from './printing.ts';
import { queue } from './queue.ts';
import { scanner } from './scanner.ts';
import { search } from './search.ts';
import { session, setup, users } from './session.ts';
import { signing } from './signing.ts';
import { slips } from './slips.ts';
import { speech } from './speech.ts';
import { createStationDoor } from './stations.ts';
import { integrity, status } from './status.ts';
import { isStreamPiece } from './stream-piece.ts';
import { tokens } from './tokens.ts';
import { duplicates, visits } from './visits.ts';

export type { PlainAnswer, PlainCall } from './plain-calls.ts';
export type { StationDoor } from './stations.ts';

export const router = procedures.router({
  session,
  setup,
  users,
  catalog,
  citizens,
  dossiers: { ...dossiers, ...corrections },
  search,
  drafts,
  duplicates,
  visits,
  slips,
  speech,
  printing,
  status,
  integrity,
  copies,
  erasure,
  keys,
  lan,
  numbers,
  leases,
  clock,
  queue,
  scanner,
  devices,
  doctor,
  signing,
  tokens,
  packs,
  exchange,
  feeReceipts,
});

/** After so many messages that are no calls a device's connection is ended: a screen of ours sends none. */
const MOST_DROPPED_OF_DEVICE = 20;
/** So many calls of a device may be under way at once; a counter's screen has a dozen, its streams included. */
const MOST_CALLS_OF_DEVICE = 200;

export type OfficeRouterClient = RouterClient<typeof router>;

/**
 * Serves the contract over the transports that hosts have; each connection has its own session. `served`: other handlers
 * behind the same layers, for measuring what the layers cost.
 */
export function createRouter(core: OfficeCore, served: typeof router = router) {
  const log = createLogger(core.ports.log, 'router');
  const presence = createPresence(core);
  // What fails outside a handler (junk that does not parse, an output that breaks its own schema) is mapped here.
  const rethrow = (error: unknown): never => {
    throw toContractError(error, log);
  };
  // One handler for both transports: a MessagePort carries the same texts and bytes as a WebSocket.
  const handler = new RPCHandler<CallContext>(served, {
    clientInterceptors: [async (options) => options.next().catch(rethrow)],
    interceptors: [answerTheUncallable],
  });
  const contextOf = (
    from: ConnectionOrigin,
    token: string | null = null,
    end: () => void = () => undefined,
  ): CallContext => ({ core, log, presence, connection: { from, token, end } });
  function leave({ connection }: CallContext): void {
    presence.leave(connection);
    core.lan.noteLeft(connection);
  }
  /** A connection inside this process; whoever opens many closes each. */
  function lineOf(from: ConnectionOrigin, token: string | null = null) {
    const context = contextOf(from, token);
    const client: OfficeRouterClient = createRouterClient(served, {
      context,
      interceptors: [onError(rethrow)],
    });
    return { client, close: () => leave(context) };
  }

  /**
   * Not the library's `upgrade`: nobody awaits what it does with a message, so that junk which is not even a call would
   * end the whole office as an unhandled rejection. Here it is told and dropped; other calls go on.
   */
  function serve(
    peer: Pick<WebSocket, 'addEventListener' | 'send'>,
    from: ConnectionOrigin,
    end: (code: number) => void,
  ) {
    const context = contextOf(from, null, () => end(CLOSE_CODES.revoked));
    const isDevice = from.device !== undefined;
    let dropped = 0;
    let underWay = 0;
    function noteDropped(error: unknown): void {
      dropped += 1;
      // A line for each would let a stranger fill the log. Its message may quote what was sent.
      if (dropped === 1)
        log.warn('a message that is no call was dropped', {
          what: error instanceof Error ? error.name : '',
        });
      if (dropped === MOST_DROPPED_OF_DEVICE && isDevice) end(CLOSE_CODES.misused);
    }
    return {
      onMessage(data: unknown): void {
        // What was under way when it was ended.
        if (dropped >= MOST_DROPPED_OF_DEVICE && isDevice) return;
        if (!isMessage(data)) {
          noteDropped(new TypeError(`neither text nor bytes: ${typeof data}`));
          return;
        }
        if (isDevice && isStreamPiece(data)) {
          noteDropped(new TypeError('a piece of a stream'));
          return;
        }
        if (isDevice && underWay >= MOST_CALLS_OF_DEVICE) {
          dropped = MOST_DROPPED_OF_DEVICE;
          end(CLOSE_CODES.misused);
          return;
        }
        underWay += 1;
        handler
          .message(peer, data, { context })
          .catch(noteDropped)
          .finally(() => {
            underWay -= 1;
          });
      },
      onClose: () => {
        if (dropped > 1) log.warn('messages that are no calls were dropped', { count: dropped });
        leave(context);
        handler.close(peer);
      },
    };
  }

  return {
    serveSocket(
      socket: Pick<WebSocket, 'addEventListener' | 'send' | 'close'>,
      from: ConnectionOrigin,
    ): void {
      const { onMessage, onClose } = serve(socket, from, (code) => socket.close(code));
      socket.addEventListener('message', (event: MessageEvent) => onMessage(event.data));
      socket.addEventListener('close', onClose);
    },
    servePort(port: SupportedMessagePort, from: ConnectionOrigin): void {
      const end = () => {
        if ('close' in port && typeof port.close === 'function') port.close();
      };
      const { onMessage, onClose } = serve(peerOf(port), from, end);
      onMessagePortMessage(port, onMessage);
      onMessagePortClose(port, onClose);
    },
    callPlainly: createPlainCalls(core, log, lineOf),
    stations: createStationDoor(core),
    client: (from: ConnectionOrigin): OfficeRouterClient => lineOf(from).client,
  };
}

/** A port could carry anything that can be cloned; ours carry what a WebSocket could. */
function isMessage(data: unknown): data is string | ArrayBuffer | Blob {
  return (
    typeof data === 'string' ||
    data instanceof ArrayBuffer ||
    ArrayBuffer.isView(data) ||
    data instanceof Blob
  );
}

/** A MessagePort in the shape in which the handler sends. */
function peerOf(port: SupportedMessagePort): Pick<WebSocket, 'addEventListener' | 'send'> {
  return { addEventListener: () => undefined, send: (data) => postMessagePortMessage(port, data) };
}

/**
 * A call that reaches no procedure: a name the contract does not know (the screen and the office are of different
 * releases), or a body that cannot be read.
 */
async function answerTheUncallable<Outcome extends { matched: boolean }>(options: {
  next: () => Promise<Outcome>;
}): Promise<Outcome> {
  let outcome: Outcome;
  try {
    outcome = await options.next();
  } catch (error) {
    if (isContractError(error)) throw error;
    throw contractError('invalid-input', ERROR_CODES['invalid-input']);
  }
  if (!outcome.matched) throw contractError('client-too-old', ERROR_CODES['client-too-old']);
  return outcome;
}
