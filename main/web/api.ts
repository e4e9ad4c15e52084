import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '#main/host/index.ts';
import type { Office } from '#office/index.ts';
import {
  API_PREFIX,
  type ErrorCode,
  type ErrorData,
  httpStatusOf,
  OPENAPI_PATH,
  openApiDocument,
  START_TOKEN_HEADER,
} from '#shared/contract/index.ts';
import { headerValues, type Own, readTarget, refusalOfSource } from './admission.ts';
import { ApiRefused, bearerOf, checkBodyHeaders, readJson } from './api-request.ts';
import type { Limits } from './limits.ts';
import type { StartCookies } from './start-cookie.ts';

type Site = {
  own: Own;
  cookies: StartCookies;
  office: Pick<Office, 'callPlainly'>;
  limits: Limits;
};

/** Whether a request is for programs; everything else is for browsers. */
export function isApiPath(target: string): boolean {
  const path = readTarget(target)?.path;
  return path === OPENAPI_PATH || path === API_PREFIX || path?.startsWith(`${API_PREFIX}/`) === true;
}

/** Answers `POST /api/room/procedure` with JSON, and the document that describes all of them. */
export function createApiListener(site: Site): RequestListener {
  const document = JSON.stringify(openApiDocument(site.own.origin));
  return (request, response) => {
    answer(request, response, site, document).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else if (error instanceof ApiRefused) sendRefusal(response, error);
      // Only a request that broke off ends here: the office never rejects.
      else response.destroy();
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  document: string,
): Promise<void> {
  const refusal = refusalOfSource(request, site.own);
  if (refusal === 'wrong-host') throw new ApiRefused(421, 'not-allowed', WRONG_HOST);
  if (refusal !== null) throw new ApiRefused(403, 'not-allowed', WRONG_ORIGIN);
  const path = readTarget(request.url ?? '')?.path ?? '';
  if (path === OPENAPI_PATH) {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw wrongMethod('GET, HEAD');
    send(response, 200, request.method === 'HEAD' ? '' : document);
    return;
  }
  if (request.method !== 'POST') throw wrongMethod('POST');
  const bearer = bearerOf(request);
  // A browser sends cookies by itself, whoever made it ask; a bearer only a program that was given it.
  if (request.headers.cookie !== undefined && bearer === null) {
    throw new ApiRefused(403, 'not-allowed', NO_COOKIES);
  }
  checkBodyHeaders(request, site.limits.messageBytes);
  const startToken = startTokenOf(request, site.cookies);
  // Of whoever shows nothing that could let them in, nothing is read.
  const mayBeLetIn = bearer !== null || startToken === 'right';
  const input = mayBeLetIn ? await readJson(request, site.limits.messageBytes) : null;
  const leaving = new AbortController();
  response.on('close', () => leaving.abort());
  const outcome = await site.office.callPlainly(
    {
      procedure: procedureOf(path),
      input,
      bearer,
      startToken,
      signal: leaving.signal,
    },
    // Apart from the screens' origin: a program that keeps guessing must not make the people at the desk wait.
    { origin: `api:${request.socket.remoteAddress ?? ''}`, host: 'web' },
  );
  if (outcome.ok) send(response, 200, JSON.stringify(outcome.output));
  else sendError(response, httpStatusOf(outcome.code), outcome.code, outcome.data);
}

/** `room.procedure` of `/api/room/procedure`; empty for any other path, and no procedure is called that. */
function procedureOf(path: string): string {
  const parts = path.slice(API_PREFIX.length + 1).split('/');
  return parts.length === 2 ? parts.join('.') : '';
}

function startTokenOf(request: IncomingMessage, cookies: StartCookies): 'right' | 'wrong' | 'absent' {
  const shown = headerValues(request, START_TOKEN_HEADER.toLowerCase());
  if (shown.length === 0) return 'absent';
  return shown.length === 1 && cookies.isStartToken(shown[0] ?? '') ? 'right' : 'wrong';
}

function wrongMethod(allow: string): ApiRefused {
  return new ApiRefused(405, 'invalid-input', `Chỉ nhận ${allow} ở địa chỉ này.`, { allow });
}

function sendRefusal(response: ServerResponse, { status, code, message, headers }: ApiRefused): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendError(response, status, code, { message, field: null, fields: [], waitSeconds: null });
}

function sendError(response: ServerResponse, status: number, code: ErrorCode, data: ErrorData): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  if (data.waitSeconds !== null) response.setHeader('retry-after', data.waitSeconds);
  send(response, status, JSON.stringify({ code, ...data }));
}

function send(response: ServerResponse, status: number, json: string): void {
  const bytes = new TextEncoder().encode(json);
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.byteLength,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

const WRONG_HOST = 'Trạm chỉ trả lời ở đúng địa chỉ http://127.0.0.1:… đã được in khi khởi động.';
const WRONG_ORIGIN = 'Trạm không nhận yêu cầu từ trang của nơi khác.';
const NO_COOKIES =
  'API không nhận cookie. Hãy đăng nhập bằng X-Start-Token rồi gửi kèm Authorization: Bearer và token nhận được.';
