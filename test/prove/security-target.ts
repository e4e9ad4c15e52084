import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OfficeClient } from '#office/index.ts';
import { type Credentials, httpClient, startTokenOf } from '../fixtures/http-client.ts';
import { connectSocketClient, fetchStartCookie, type SocketClient } from '../fixtures/socket-client.ts';
import type { HostQuestion, HostReady, HostTrace } from './security-host.ts';

export type SamplePerson = { login: string; role: string; name: string; password: string };

/** The process under attack, and what only its starter knows. */
export type Target = HostReady & {
  startToken: string;
  /** Everything it printed; a journey leaves nothing there. */
  output(): string;
  /** Moves its clock on past the delays after failed sign-ins: waiting for them is not what is proved. */
  passEveryWait(): Promise<void>;
  trace(): Promise<HostTrace>;
  /** Bytes in use after the garbage was collected. */
  memory(): Promise<number>;
  isAlive(): boolean;
  /** A screen's connection with the cookie of a browser that was let in. */
  connect(): Promise<SocketClient>;
  http(credentials: Partial<Credentials>): OfficeClient;
  stop(): Promise<void>;
};

/** Longer than the longest wait after failed sign-ins, shorter than a session lives. */
const PAST_EVERY_WAIT_MS = 6 * 60_000;

/** Starts the process on a data directory. */
export async function startTarget(dataDirectory: string, pages: string): Promise<Target> {
  const script = path.join(import.meta.dirname, 'security-host.ts');
  const child: ChildProcess = fork(script, [dataDirectory, pages], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const gone = once(child, 'exit').then(() => {
    throw new Error(`the host ended by itself: ${output.slice(-2_000)}`);
  });
  gone.catch(() => undefined);
  const [ready] = (await Promise.race([once(child, 'message'), gone])) as [HostReady];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  child.on('message', (told: { id: number; answer?: unknown; error?: string }) => {
    const asked = waiting.get(told.id);
    waiting.delete(told.id);
    if (told.error === undefined) asked?.resolve(told.answer);
    else asked?.reject(new Error(told.error));
  });
  let next = 0;
  async function ask(question: { kind: 'trace' | 'memory' } | { kind: 'advance'; milliseconds: number }) {
    next += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(next, answer);
    child.send({ ...question, id: next } satisfies HostQuestion);
    return await Promise.race([answer.promise, gone]);
  }
  const cookie = await fetchStartCookie(ready.startAddress);
  return {
    ...ready,
    startToken: startTokenOf(ready.startAddress),
    output: () => output,
    async passEveryWait() {
      await ask({ kind: 'advance', milliseconds: PAST_EVERY_WAIT_MS });
    },
    trace: async () => (await ask({ kind: 'trace' })) as HostTrace,
    memory: async () => (await ask({ kind: 'memory' })) as number,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    connect: () => connectSocketClient(ready.address, cookie),
    http: (credentials) => httpClient(ready.address, { startToken: null, bearer: null, ...credentials }),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      if (child.exitCode === null) await ended;
    },
  };
}

const PATIENCE_MS = 120_000;

/** The trace once the print loop has nothing left to do: it writes on its own. Throws when that never comes. */
export async function settledTrace(target: Target): Promise<string> {
  const begun = performance.now();
  let before = '';
  while (performance.now() - begun < PATIENCE_MS) {
    const { state, waitingPrints } = await target.trace();
    if (waitingPrints === 0 && state === before) return state;
    before = state;
    await sleep(300);
  }
  throw new Error('the office does not come to rest');
}

/** The person of a role; throws when the sample has none. */
export function personOf(people: readonly SamplePerson[], role: string): SamplePerson {
  const person = people.find((candidate) => candidate.role === role);
  if (person === undefined) throw new Error(`the sample has no ${role}`);
  return person;
}

/** A bearer of a person, signed in over HTTP. */
export async function bearerFor(target: Target, { login, password }: SamplePerson): Promise<string> {
  await target.passEveryWait();
  const { token } = await target.http({ startToken: target.startToken }).session.signIn({ login, password });
  return token;
}
