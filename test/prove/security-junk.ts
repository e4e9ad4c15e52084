import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { ERROR_CODES } from '#shared/contract/index.ts';
import { SOCKET_PATH } from '#shared/host/index.ts';
import { everyProcedure, exampleInputs } from '../fixtures/contract.ts';
import { junk, nastyText, pathsOf, pollutingObject, replacedAt } from '../fixtures/junk.ts';
import { createRandom, type Random } from '../fixtures/random.ts';
import { fetchStartCookie } from '../fixtures/socket-client.ts';
import { say } from './measure.ts';
import type { Target } from './security-target.ts';

const AT_ONCE = 16;
const POOL = 4_000;
const TRIES = 20;

export type JunkFigures = {
  calls: number;
  byKind: Record<string, number>;
  answers: Record<string, number>;
  failures: number;
};

/** `body` is the JSON text of an input; null where the call is none (`raw` is then sent as it is). */
type JunkCall = { kind: string; path: string; body: string | null; raw: string };

const PATH_TRICKS = [
  '__proto__/toString',
  'constructor/constructor',
  'dossiers/__proto__',
  'dossiers/hasOwnProperty',
  '../dossiers/receive',
  'dossiers/..%2freceive',
  '%2e%2e/%2e%2e/etc/passwd',
  'dossiers/receive/..',
  'dossiers//receive',
  'dossiers.receive',
  'dossiers/receive%00',
  'dossiers/RECEIVE',
  'session',
  '',
];
const NO_CALLS = [
  'null',
  '[]',
  '{}',
  '{"i":1}',
  '{"i":"1","p":{"u":7}}',
  '{"i":"x","t":99,"p":{}}',
  '\u0000',
  '{',
];

/** Makes junk calls without end: what no schema takes, so that nothing of it may be done. */
function junkCalls(seed: number): () => JunkCall {
  const random = createRandom(seed);
  const pool = jsonOnly(fc.sample(fc.oneof(junk, nastyText), { seed, numRuns: POOL }));
  const pick = <Value>(values: readonly Value[]): Value => random.pick(values);
  const makers: (() => JunkCall)[] = [
    ...Array.from({ length: 6 }, () => () => unfitting('wrong type', random, () => pick(pool))),
    ...Array.from({ length: 8 }, () => () => badMember(random, pool)),
    () => unfitting('prototype keys', random, pollutingObject),
    () => ({
      ...unfitting('deep', random, () => ({ applicant: [] })),
      body: deep(10_000 + random.below(90_000)),
    }),
    () => (random.below(10) > 0 ? badMember(random, pool) : huge(random)),
    () => ({ kind: 'path', path: pick(PATH_TRICKS), body: JSON.stringify(pick(pool)) ?? 'null', raw: '' }),
    () => ({
      kind: 'no call',
      path: 'dossiers/search',
      body: null,
      raw: pick([...NO_CALLS, String(pick(pool))]),
    }),
  ];
  return () => pick(makers)();
}

/** What survives the way over a wire; sparse, endless and living values do not. */
function jsonOnly(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) => {
    try {
      const text = JSON.stringify(value);
      return text === undefined ? [] : [JSON.parse(text)];
    } catch {
      return [];
    }
  });
}

function unfitting(kind: string, random: Random, make: (example: unknown) => unknown): JunkCall {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const procedure = random.pick(everyProcedure);
    const input = make(exampleInputs[procedure.name]());
    if ((procedure.input as z.ZodType).safeParse(input).success) continue;
    return { kind, path: procedure.name.replace('.', '/'), body: JSON.stringify(input), raw: '' };
  }
  return { kind, path: 'dossiers/receive', body: 'null', raw: '' };
}

/** A form as it should be, but for one member. */
function badMember(random: Random, pool: readonly unknown[]): JunkCall {
  return unfitting('one bad member', random, (example) => {
    const paths = pathsOf(example).filter((path) => path.length > 0);
    return paths.length === 0 ? [example] : replacedAt(example, random.pick(paths), random.pick(pool));
  });
}

/** Up to a megabyte in one text: within what the host takes, far beyond what any field does. */
function huge(random: Random): JunkCall {
  const text = 'ệ'.repeat(100_000 + random.below(200_000));
  return unfitting('huge', random, (example) => {
    const paths = pathsOf(example).filter((path) => path.length > 0);
    return paths.length === 0 ? text : replacedAt(example, random.pick(paths), text);
  });
}

/** Deeper than any recursion should go; written as text, for making it would need that recursion. */
const deep = (depth: number): string => `${'{"applicant":['.repeat(depth)}1${']}'.repeat(depth)}`;

/** Sends `calls` junk calls with an administrator's session, in turns over both transports. */
export async function throwJunk(
  target: Target,
  options: { calls: number; seed: number; bearer: string },
): Promise<JunkFigures> {
  const figures: JunkFigures = { calls: 0, byKind: {}, answers: {}, failures: 0 };
  const next = junkCalls(options.seed);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const screen = await openRawScreen(target, options.bearer);

  function judge(call: JunkCall, transport: string, answer: string): void {
    figures.answers[answer] = (figures.answers[answer] ?? 0) + 1;
    const refused = Object.hasOwn(ERROR_CODES, answer) && answer !== 'internal';
    if (refused || answer === 'dropped') return;
    figures.failures += 1;
    if (figures.failures <= 10) say(`${transport}, ${call.kind}: ${call.path} answers ${answer}`);
  }
  async function worker(): Promise<void> {
    while (figures.calls < options.calls) {
      figures.calls += 1;
      const overHttp = figures.calls % 2 === 0;
      const call = next();
      figures.byKind[call.kind] = (figures.byKind[call.kind] ?? 0) + 1;
      const answer = overHttp
        ? await overPlainHttp(target, agent, options.bearer, call)
        : await screen.send(call);
      judge(call, overHttp ? 'HTTP' : 'WebSocket', answer);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  screen.close();
  agent.destroy();
  return figures;
}

/** The code of the answer, or what was wrong with it. */
function overPlainHttp(target: Target, agent: Agent, bearer: string, call: JunkCall): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(
      `${target.address}/`,
      {
        path: `/api/${call.path}`,
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${bearer}`,
          'x-start-token': target.startToken,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(codeOf(response.statusCode ?? 0, text)));
      },
    );
    sent.on('error', (error) => {
      // A connection kept open that the server was just closing: nothing of this call was read, and it is sent anew.
      if (sent.reusedSocket) resolve(overPlainHttp(target, agent, bearer, call));
      else resolve(`broken off: ${error.message}`);
    });
    sent.end(call.body ?? call.raw);
  });
}

const PlainError = z.object({ code: z.string(), message: z.string().min(1) });
function codeOf(status: number, text: string): string {
  if (status < 400 || status >= 500) return `status ${status}`;
  // A path that is no path is answered as to a browser, by a page.
  if (text.startsWith('<!doctype')) return 'invalid-input';
  const parsed = PlainError.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data.code : `status ${status} without a code`;
}

const RawAnswer = z.object({
  i: z.string(),
  p: z.object({
    b: z.object({ json: z.looseObject({ code: z.string().optional(), defined: z.boolean().optional() }) }),
  }),
});

/** A screen's connection on which anything at all can be sent. */
async function openRawScreen(target: Target, bearer: string) {
  const socket = new WebSocket(`${target.address.replace('http', 'ws')}${SOCKET_PATH}`, {
    headers: { cookie: await fetchStartCookie(target.startAddress) },
    origin: target.address,
    perMessageDeflate: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<string, (answer: string) => void>();
  let number = 0;
  socket.on('message', (data) => {
    const parsed = RawAnswer.safeParse(JSON.parse(String(data)));
    if (!parsed.success) return;
    const { i, p } = parsed.data;
    const { code, defined } = p.b.json;
    waiting.get(i)?.(code === undefined ? 'done' : defined === true ? code : `${code}, not of the contract`);
    waiting.delete(i);
  });
  socket.on('close', (code) => {
    for (const tell of waiting.values()) tell(`closed: ${code}`);
  });
  function ask(path: string, body: string): Promise<string> {
    number += 1;
    const id = `j${number}`;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      socket.send(`{"i":"${id}","p":{"u":${JSON.stringify(`/${path}`)},"b":{"json":${body}}}}`);
    });
  }
  const resumed = await ask('session/resume', JSON.stringify({ token: bearer }));
  if (resumed !== 'done') throw new Error(`the session could not be taken up: ${resumed}`);
  return {
    /** What is no call gets no answer; that the connection still answers is what counts. */
    async send(call: JunkCall): Promise<string> {
      if (call.body !== null) return await ask(call.path, call.body);
      socket.send(call.raw);
      return (await ask('session/state', '{}')) === 'done' ? 'dropped' : 'silent';
    },
    close: () => socket.terminate(),
  };
}
