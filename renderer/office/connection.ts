import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { CONTRACT_VERSION, contract } from '#shared/contract/index.ts';
import { ruleOf } from './calls.ts';
import { isOfficeError, officeError, toOfficeError } from './errors.ts';
import type { TokenStore } from './token.ts';
import { type Connect, isNotLetIn, type Transport } from './transport.ts';
import { type ValueStore, valueStore } from './value-store.ts';

/** The contract as the screens call it. */
export type OfficeClient = ContractRouterClient<typeof contract>;

export type ConnectionState =
  | { phase: 'connecting'; attempt: number }
  | { phase: 'open' }
  /** Lost; `attempt` tries were made since. */
  | { phase: 'lost'; attempt: number; notLetIn: boolean }
  /** The office speaks another version of the contract: this page must be loaded again. */
  | { phase: 'incompatible' }
  | { phase: 'stopped' };

export type Connection = {
  client: OfficeClient;
  state: ValueStore<ConnectionState>;
  token: TokenStore;
  /** Told when the office answers that nobody is signed in (ended, or not resumed after a reconnect). */
  onSignedOut(listener: () => void): () => void;
  /** Resolves when the connection is open; rejects with `disconnected` after `waitMs`, or `client-too-old`. */
  whenOpen(waitMs: number): Promise<void>;
  /** Tries again now instead of after the back-off. */
  retryNow(): void;
  stop(): void;
};

export type ConnectionOptions = {
  connect: Connect;
  token: TokenStore;
  /** 0 ≤ x < 1, for the jitter of the back-off. */
  random: () => number;
  /** How long a write waits for a connection that is being made before it is refused unsent. */
  writeWaitMs?: number;
  /** Replaces the limits of `calls.ts`, for tests. */
  timeoutMs?: number;
};

// The literal type fails the check when the contract's version rises, without bundling its schemas.
const SPOKEN_CONTRACT: typeof CONTRACT_VERSION = 1;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
const PROBE_MS = 4000;

/** Milliseconds before try number `attempt` (from 1): doubling, at most 10 s, half of it random. */
export function backOff(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return full / 2 + random() * (full / 2);
}

/**
 * Keeps one connection to the office alive and gives calls that always settle: by an answer, by `timeout`,
 * or by `disconnected`. A session is taken up again by its token before any waiting call is sent.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const state = valueStore<ConnectionState>({ phase: 'connecting', attempt: 0 });
  let transport: Transport | null = null;
  let stopped = false;
  let wake = (): void => {};
  const signedOutListeners = new Set<() => void>();

  async function shakeHands(candidate: Transport): Promise<void> {
    const raw = createORPCClient<OfficeClient>(candidate.link);
    const office = await settled(raw.session.state({}), PROBE_MS, candidate);
    if (office.contract !== SPOKEN_CONTRACT) throw officeError('client-too-old');
    const token = options.token.read();
    if (token === null) return;
    try {
      await settled(raw.session.resume({ token }), PROBE_MS, candidate);
    } catch (thrown) {
      const failure = toOfficeError(thrown);
      // An ended session is no failure of the connection; the screens will ask to sign in.
      if (failure.code === 'timeout' || failure.code === 'disconnected') throw failure;
      tellSignedOut();
    }
  }

  function tellSignedOut(): void {
    options.token.write(null);
    for (const listener of [...signedOutListeners]) listener();
  }

  async function keepOpen(): Promise<void> {
    for (let attempt = 0; !stopped; attempt += 1) {
      let candidate: Transport | null = null;
      let refused = false;
      try {
        candidate = await options.connect();
        await shakeHands(candidate);
        if (stopped) {
          candidate.close();
          return;
        }
        transport = candidate;
        attempt = 0;
        state.set({ phase: 'open' });
        await closing(candidate);
      } catch (thrown) {
        candidate?.close();
        refused = isNotLetIn(thrown);
        if (isOfficeError(thrown) && thrown.code === 'client-too-old') {
          state.set({ phase: 'incompatible' });
          return;
        }
      }
      const wasOpen = transport !== null;
      transport = null;
      if (stopped) return;
      const next = wasOpen ? 1 : attempt + 1;
      const everOpen = wasOpen || state.get().phase === 'lost';
      state.set(
        everOpen
          ? { phase: 'lost', attempt: next, notLetIn: refused }
          : { phase: 'connecting', attempt: next },
      );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, backOff(next, options.random));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  function whenOpen(waitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let unsubscribe = (): void => {};
      const look = (): void => {
        const phase = state.get().phase;
        if (phase === 'connecting' || phase === 'lost') return;
        clearTimeout(timer);
        unsubscribe();
        if (phase === 'open') resolve();
        else reject(officeError(phase === 'incompatible' ? 'client-too-old' : 'disconnected'));
      };
      timer = setTimeout(() => {
        unsubscribe();
        reject(officeError('disconnected'));
      }, waitMs);
      unsubscribe = state.subscribe(look);
      look();
    });
  }

  /** A connection that swallows calls looks alive; one cheap question decides, and a silent one is replaced. */
  function probe(suspect: Transport): void {
    const raw = createORPCClient<OfficeClient>(suspect.link);
    settled(raw.session.state({}), PROBE_MS, suspect).catch(() => suspect.close());
  }

  async function call(
    path: readonly string[],
    input: unknown,
    callOptions: Parameters<ClientLink<ClientContext>['call']>[2],
  ): Promise<unknown> {
    const rule = ruleOf(path);
    const limit = options.timeoutMs ?? rule.timeoutMs;
    const end = performance.now() + limit;
    for (;;) {
      const left = end - performance.now();
      await whenOpen(rule.read ? left : Math.min(left, options.writeWaitMs ?? 3000));
      const used = transport;
      if (used === null) continue;
      try {
        return await settled(used.link.call(path, input, callOptions), end - performance.now(), used);
      } catch (thrown) {
        if (callOptions.signal?.aborted === true) throw thrown;
        const failure = toOfficeError(thrown);
        if (failure.code === 'timeout') probe(used);
        if (failure.code === 'signed-out') tellSignedOut();
        if (failure.code === 'disconnected' && rule.read && performance.now() < end) continue;
        throw failure;
      }
    }
  }

  void keepOpen();
  return {
    client: createORPCClient<OfficeClient>({ call }),
    state,
    token: options.token,
    onSignedOut(listener) {
      signedOutListeners.add(listener);
      return () => signedOutListeners.delete(listener);
    },
    whenOpen,
    retryNow: () => wake(),
    stop() {
      stopped = true;
      wake();
      transport?.close();
      state.set({ phase: 'stopped' });
    },
  };
}

/** Resolves when the connection is gone. */
function closing(transport: Transport): Promise<void> {
  return new Promise((resolve) => {
    if (transport.closed.aborted) resolve();
    else transport.closed.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The outcome of a call, `timeout` after `limitMs`, or `disconnected` as soon as its connection is gone. */
function settled<Value>(pending: Promise<Value>, limitMs: number, transport: Transport): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onClosed = (): void => finish(() => reject(officeError('disconnected')));
    const timer = setTimeout(() => finish(() => reject(officeError('timeout'))), Math.max(0, limitMs));
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      transport.closed.removeEventListener('abort', onClosed);
      act();
    };
    transport.closed.addEventListener('abort', onClosed);
    if (transport.closed.aborted) onClosed();
    pending.then(
      (value) => finish(() => resolve(value)),
      (thrown: unknown) =>
        finish(() => reject(isConnectionLoss(thrown) ? officeError('disconnected') : thrown)),
    );
  });
}

/** A pending call may learn of the closing before we do, and then says only that it was aborted. */
function isConnectionLoss(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.name === 'AbortError' || /WebSocket is not open/.test(thrown.message);
}
