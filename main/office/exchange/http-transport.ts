import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { CONTAINER_TYPE } from '#shared/exchange/index.ts';
import { inBudget } from './budget.ts';
import { LineBroken, type LineFault, type Transport, type WireCall, type WireReply } from './transport.ts';
import { uploadFile } from './upload.ts';

export type TransportLimits = {
  /** To connect, milliseconds. */
  connectMs: number;
  /** Without a byte either way, milliseconds: a dead VPN, a half-open line. */
  silentMs: number;
  /** The largest answer that is read, bytes. */
  answerBytes: number;
};

const LIMITS: TransportLimits = { connectMs: 15_000, silentMs: 45_000, answerBytes: 64 * 1024 * 1024 };

/**
 * The line over HTTP or HTTPS. Neither proxies nor redirects are followed: what answers is read as it is, and whether it
 * is the province only a signature tells.
 */
export function createHttpTransport(limits: Partial<TransportLimits> = {}): Transport {
  const bounds = { ...LIMITS, ...limits };
  // Connections that stay: on a slow line each new one costs a round trip or three. Two, for a parcel sent ahead.
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 2, proxyEnv: {} }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 2, proxyEnv: {} }),
  };

  async function call(wire: WireCall): Promise<WireReply> {
    const url = new URL(wire.url);
    const isSecure = url.protocol === 'https:';
    const agent = agents[isSecure ? 'https:' : 'http:'];
    if (wire.signal.aborted) throw new LineBroken('stopped');
    const watch = createWatch(bounds);
    const request = (isSecure ? https : http).request(url, {
      method: wire.method,
      agent,
      headers: {
        accept: CONTAINER_TYPE,
        'accept-encoding': 'identity',
        ...(wire.body === undefined
          ? {}
          : { 'content-type': CONTAINER_TYPE, 'content-length': wire.body.length }),
      },
    });
    watch.follow(request);
    wire.signal.addEventListener('abort', watch.stop, { once: true });
    try {
      const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
      // It may fail while the body is still being sent; then that is what is told.
      answered.catch(() => undefined);
      await sendBody(request, wire, watch);
      const [response] = await answered;
      return await readReply(response, bounds, watch);
    } catch (error) {
      throw watch.faultOf(error);
    } finally {
      watch.end();
      wire.signal.removeEventListener('abort', watch.stop);
      request.destroy();
    }
  }

  return {
    call,
    upload(upload) {
      const isSecure = upload.endpoint.startsWith('https:');
      return uploadFile(upload, bounds.silentMs, agents[isSecure ? 'https:' : 'http:']);
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

async function sendBody(request: http.ClientRequest, wire: WireCall, watch: Watch): Promise<void> {
  let sent = 0;
  let answered = false;
  request.once('response', () => {
    answered = true;
  });
  for await (const part of inBudget(wire.body ?? new Uint8Array(), wire.budget, wire.signal)) {
    // An answer before the end of what we say: somebody who does not want it.
    if (request.destroyed || answered) break;
    if (!request.write(part)) await drained(request);
    sent += part.length;
    watch.moved();
    wire.onSent?.(sent);
  }
  request.end();
}

function drained(request: http.ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close', 'error', 'response']) request.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error', 'response']) request.on(event, done);
  });
}

async function readReply(
  response: http.IncomingMessage,
  { answerBytes }: TransportLimits,
  watch: Watch,
): Promise<WireReply> {
  const begun = performance.now();
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    watch.moved();
    bytes += part.length;
    if (bytes > answerBytes) throw new LineBroken('too-much');
    parts.push(part);
  }
  if (!response.complete) throw new LineBroken('cut');
  const type = response.headers['content-type'] ?? '';
  return {
    status: response.statusCode ?? 0,
    type,
    body: Buffer.concat(parts),
    tookMs: performance.now() - begun,
  };
}

type Watch = ReturnType<typeof createWatch>;

/** Ends a request that does not connect in time, or on which nothing moves for too long; knows which it was. */
function createWatch({ connectMs, silentMs }: TransportLimits) {
  let connected = false;
  let timer: NodeJS.Timeout | undefined;
  let followed: http.ClientRequest | undefined;
  /** Why it was ended from here. */
  let reason: LineBroken | undefined;
  const end = (fault: LineFault) => {
    reason ??= new LineBroken(fault);
    followed?.destroy(reason);
  };
  const arm = (ms: number, fault: LineFault) => {
    clearTimeout(timer);
    timer = setTimeout(() => end(fault), ms);
  };
  return {
    follow(request: http.ClientRequest) {
      followed = request;
      // While an answer is read nobody waits for an error of the request, and one without a listener ends the program.
      request.on('error', () => undefined);
      arm(connectMs, 'unreachable');
      const onConnected = () => {
        connected = true;
        arm(silentMs, 'silent');
      };
      request.on('socket', (socket) => {
        if (!socket.connecting) onConnected();
        else socket.once('connect', onConnected);
      });
    },
    moved() {
      if (connected) arm(silentMs, 'silent');
    },
    stop: () => end('stopped'),
    end: () => clearTimeout(timer),
    /** What broke the line, in our words. */
    faultOf(error: unknown): unknown {
      if (reason !== undefined) return reason;
      if (error instanceof LineBroken) return error;
      if (!(error instanceof Error)) return error;
      const code = 'code' in error ? String(error.code) : error.name;
      if (code === 'ABORT_ERR') return new LineBroken('stopped');
      return new LineBroken(connected ? 'cut' : 'unreachable', code);
    },
  };
}
