import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import { STATION_PROTOCOL, type StationEvent, stationContract } from '#shared/contract/index.ts';
import type { StationDevices } from './devices.ts';
import type { OfficeClock } from './office-clock.ts';
import type { StationPapers } from './papers.ts';
import type { StationTokens } from './tokens.ts';

/** Who listens for scans at this moment; there is one office. */
export type StationEvents = {
  tell(event: StationEvent): void;
  /** From now on; the listener of before is told nothing more. */
  follow(first: StationEvent, signal: AbortSignal | undefined): AsyncGenerator<StationEvent>;
};

/** So many events wait for an office that is slow; scans of a minute ago are of no use to anybody. */
const MOST_WAITING = 50;

export function createStationEvents(): StationEvents {
  let newest: { queue: StationEvent[]; wake: () => void } | null = null;
  return {
    tell(event) {
      if (newest === null) return;
      newest.queue = [...newest.queue, event].slice(-MOST_WAITING);
      newest.wake();
    },
    async *follow(first, signal) {
      const own: NonNullable<typeof newest> = { queue: [first], wake: () => undefined };
      const before = newest;
      newest = own;
      before?.wake();
      const over = (): boolean => newest !== own || signal?.aborted === true;
      const onAbort = (): void => own.wake();
      signal?.addEventListener('abort', onAbort);
      try {
        while (!over()) {
          const event = own.queue.shift();
          if (event !== undefined) {
            yield event;
            continue;
          }
          await new Promise<void>((resolve) => {
            own.wake = resolve;
            if (over()) resolve();
          });
        }
      } finally {
        signal?.removeEventListener('abort', onAbort);
        if (newest === own) newest = null;
      }
    },
  };
}

/** Answers the office's calls with the devices of this PC. What is no call is dropped. */
export function createStationHandler(parts: {
  devices: StationDevices;
  events: StationEvents;
  clock: OfficeClock;
  papers: StationPapers;
  /** Null: this host reaches none. */
  tokens: StationTokens | null;
  name: string;
}): {
  message(peer: Pick<WebSocket, 'addEventListener' | 'send'>, data: string): Promise<void>;
  close(peer: object): void;
} {
  const { devices, events, clock, tokens, papers } = parts;
  const procedures = implement(stationContract);
  const router = procedures.router({
    devices: {
      state: procedures.devices.state.handler(async ({ input }) => {
        clock.note(input.now);
        const ports = await devices.ports();
        return {
          protocol: STATION_PROTOCOL,
          ports:
            ports?.slice(0, 64).map(({ path, description, match }) => ({
              path: path.slice(0, 200),
              description: description.slice(0, 200),
              match,
            })) ?? null,
        };
      }),
    },
    printer: {
      choose: procedures.printer.choose.handler(async ({ input }) => {
        await devices.choosePrinter(input);
        return {};
      }),
      check: procedures.printer.check.handler(({ input }) => {
        clock.note(input.now);
        return devices.check();
      }),
      print: procedures.printer.print.handler(({ input }) => {
        clock.note(input.now);
        const { order, rows, expiresAt } = input;
        return devices.print({
          order,
          rows,
          expiresAt,
          bytes: fromBase64(input.bytes),
        });
      }),
      rest: procedures.printer.rest.handler(async () => ({ rested: await devices.rest() })),
    },
    papers: {
      list: procedures.papers.list.handler(() => papers.list()),
      send: procedures.papers.send.handler(({ input: { order, offset, bytes } }) => ({
        taken: papers.send({ order, offset, bytes: fromBase64(bytes) }),
      })),
      print: procedures.papers.print.handler(({ input: { now, ...asked } }) => {
        clock.note(now);
        return papers.print(asked);
      }),
      cancel: procedures.papers.cancel.handler(({ input }) => {
        papers.cancel(input.order, input.late);
        return {};
      }),
    },
    tokens: {
      list: procedures.tokens.list.handler(({ input }) =>
        tokens === null
          ? { station: parts.name, tokens: [], troubles: [] }
          : tokens.list({ ...input, roots: input.roots.map(fromBase64) }),
      ),
      session: procedures.tokens.session.handler(({ input }) => tokens?.session(input.session) ?? null),
      end: procedures.tokens.end.handler(async ({ input }) => {
        await tokens?.endSession(input.session);
        return {};
      }),
      sign: procedures.tokens.sign.handler(async ({ input }) => {
        const { session, certificateId, digest } = input;
        const end = await tokens?.sign({ session, certificateId, digest: fromBase64(digest) });
        if (end === undefined) return { state: 'failed', problem: 'session-ended' };
        if ('problem' in end) return { state: 'failed', problem: end.problem };
        return { state: 'signed', signature: Buffer.from(end.signature).toString('base64') };
      }),
    },
    scanner: {
      choose: procedures.scanner.choose.handler(async ({ input }) => {
        await devices.chooseScanner(input.scanner);
        return {};
      }),
    },
    events: procedures.events.handler(({ signal }) => events.follow(devices.scanner(), signal)),
  });
  const handler = new RPCHandler(router);
  return {
    message: (peer, data) => handler.message(peer, data, { context: {} }),
    close(peer) {
      handler.close(peer as Parameters<typeof handler.close>[0]);
      papers.lineGone();
    },
  };
}

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
