import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  CONTAINER_TYPE,
  ENROL_PATH,
  EXCHANGE_CODES,
  HELLO_PATH,
  PACKS_PATH,
  PARCELS_PATH,
  PackKind,
} from '#shared/exchange/index.ts';
import type { Province } from '../province.ts';
import { createBodies } from './bodies.ts';
import { LIMITS, type Limits } from './limits.ts';
import { createTurns } from './turns.ts';

/**
 * The calls whose answers are signed containers. Status 200 says only that a container follows: whether it is an answer
 * or a refusal stands in it, signed, because everything on the way may make up a status (P16, P17).
 */
export function registerContainers(app: FastifyInstance, province: Province, limits: Limits = LIMITS): void {
  const turns = createTurns(limits);
  const bodies = createBodies({
    most: limits.containerBytes,
    together: limits.bodiesTogether,
    byAddress: limits.bodiesByAddress,
  });
  /** When the head of each request came: its body may take minutes, and tells the office's clock (P14). */
  const cameAt = new WeakMap<FastifyRequest, number>();

  app.addContentTypeParser(
    [CONTAINER_TYPE, 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: limits.containerBytes },
    (_request, body, done) => done(null, body),
  );

  const send = (reply: FastifyReply, container: Uint8Array) =>
    reply.type(CONTAINER_TYPE).header('cache-control', 'no-store').send(Buffer.from(container));

  app.get(HELLO_PATH, async (request, reply) => {
    const { nonce } = request.query as { nonce?: unknown };
    if (typeof nonce !== 'string' || !/^[\w-]{8,100}$/.test(nonce)) {
      return reply.code(400).send({ message: 'nonce: 8–100 ký tự A–Z a–z 0–9 - _' });
    }
    return send(reply, await province.hello(nonce));
  });

  for (const path of [ENROL_PATH, PARCELS_PATH]) {
    // Before a byte of the body is read; what was not read can't be named in a signed refusal.
    const room = async (request: FastifyRequest, reply: FastifyReply) => {
      cameAt.set(request, province.clock.now());
      const release = bodies.take(request);
      if (release === undefined) {
        return reply
          .code(503)
          .header('retry-after', limits.busySeconds)
          .send({ message: EXCHANGE_CODES.busy });
      }
      reply.raw.once('close', release);
      // A line without a byte ends, and its room with it; one that is slow goes on.
      endWhenIdle(request, limits.bodyIdleMs);
      return undefined;
    };
    // The body is there: from here on it is we who take time.
    const whole = async (request: FastifyRequest) => endWhenIdle(request, 0);
    app.post(path, { onRequest: room, preHandler: whole }, async (request, reply) => {
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const caller = { address: request.ip, cameAt: cameAt.get(request) };
      const answer = turns.run(() => province.handle(bytes, caller));
      return send(reply, await (answer ?? province.refuse(bytes, 'busy', limits.busySeconds)));
    });
  }

  app.get(`${PACKS_PATH}/:kind/:version`, async (request, reply) => {
    const { kind, version } = request.params as { kind: string; version: string };
    const known = PackKind.safeParse(kind);
    const number = /^\d{1,9}$/.test(version) ? Number(version) : 0;
    const container = known.success ? await province.findPack(known.data, number) : undefined;
    if (container === undefined) return reply.code(404).send({ message: 'Không có phiên bản này.' });
    // A version never changes (P21).
    return send(reply, container).header('cache-control', 'public, max-age=31536000, immutable');
  });
}

/** The server ends a line that is silent for so many milliseconds; 0: as long as it likes. */
function endWhenIdle({ raw }: FastifyRequest, milliseconds: number): void {
  // Nobody listens to the silence, which is what ends the line. A request that never came over one has nothing to end.
  if (raw.socket instanceof Socket) raw.socket.setTimeout(milliseconds);
}
