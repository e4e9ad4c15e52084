import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { SECURITY_HEADERS } from '#main/host/index.ts';
import { TokenError, type TokenProblem, tokenProblemText } from '#office/tokens/index.ts';
import type { StationTokens } from './tokens.ts';

const MOST_BYTES = 4_096;
const Asked = z.strictObject({
  token: z.string().min(1).max(300),
  pin: z.string().min(1).max(64),
  confirmLastTry: z.boolean(),
});

/**
 * Opens a token of this PC with a PIN: one POST, JSON only, one try of the PIN. Who may ask was checked before: a page of
 * this host in a browser that was let in. What was sent stands in no answer, log or error.
 */
export async function answerTokenSession(
  tokens: StationTokens,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, body: object): void => sendJson(response, status, body);
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') {
    send(415, { problem: 'refused' });
    return;
  }
  const asked = Asked.safeParse(await readJson(request));
  if (!asked.success) {
    send(400, { problem: 'refused' });
    return;
  }
  try {
    send(200, { session: await tokens.open(asked.data) });
  } catch (error) {
    const problem: TokenProblem = error instanceof TokenError ? error.problem : 'internal';
    const pin = error instanceof TokenError ? error.pin : null;
    send(409, { problem, pin, message: tokenProblemText(problem, pin) });
  }
}

/** Answers a script of a page of this PC. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
