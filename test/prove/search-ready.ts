import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { onMessagePortMessage, postMessagePortMessage, RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/websocket';
import type { OfficeClient } from '#office/index.ts';
import type { OfficeCore } from '#office/lifecycle/index.ts';
import { createLogger } from '#office/log/index.ts';
import { type CallContext, procedures, requireUser } from '#office/router/context.ts';
import { createPresence } from '#office/router/presence.ts';

export type Answer = Awaited<ReturnType<OfficeClient['dossiers']['search']>>;

/**
 * The contract's search by the same clerk over a MessagePort of its own, parsed, authorised and checked on the way out
 * by the office's own layers; only the rows are there already. What is left to the office is to understand and to fetch.
 */
export function createReadyMade(core: OfficeCore, token: string) {
  let next: Answer | undefined;
  const search = procedures.dossiers.search.handler(({ context }) => {
    requireUser(context);
    if (next === undefined) throw new Error('no answer');
    return next;
  });
  const handler = new RPCHandler<CallContext>({ dossiers: { search } });
  const context: CallContext = {
    core,
    log: createLogger(() => undefined, 'proof'),
    presence: createPresence(core),
    connection: { from: { origin: 'ready-made', host: 'electron' }, token },
  };
  const { port1, port2 } = new MessageChannel();
  const peer = {
    addEventListener: () => undefined,
    send: (data: string | ArrayBufferLike | Blob | ArrayBufferView) =>
      postMessagePortMessage(port1, data as string),
  };
  onMessagePortMessage(port1, (data) => void handler.message(peer, data as string, { context }));
  port1.start();
  const client: Pick<OfficeClient, 'dossiers'> = createORPCClient(new RPCLink({ port: port2 }));
  port2.start();
  return {
    ask(answer: Answer, input: { query: string; limit: number }): Promise<Answer> {
      next = answer;
      return client.dossiers.search({ ...input, cursor: null });
    },
    close: () => port2.close(),
  };
}
