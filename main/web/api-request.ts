import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '#shared/contract/index.ts';
import { headerValues } from './admission.ts';

/** A request that is refused before the office sees it: status, code of the closed list, sentence. */
export class ApiRefused extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: ErrorCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The token after `Bearer`; null where there is none. A doubled or odd header is refused, not guessed at. */
export function bearerOf(request: IncomingMessage): string | null {
  const values = headerValues(request, 'authorization');
  if (values.length === 0) return null;
  const token = values.length === 1 ? /^Bearer +([\w.~+/=-]{1,200})$/i.exec(values[0] ?? '')?.[1] : undefined;
  if (token === undefined) {
    throw new ApiRefused(401, 'signed-out', 'Authorization phải là "Bearer" và token của phiên.');
  }
  return token;
}

/** Refuses by its headers what is not JSON or is too large; nothing of it is read. */
export function checkBodyHeaders(request: IncomingMessage, most: number): void {
  const type = (request.headers['content-type'] ?? '').toLowerCase().replace(/\s/g, '');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!/^application\/json(;charset="?utf-8"?)?$/.test(type) || encoding !== 'identity') {
    throw new ApiRefused(
      415,
      'invalid-input',
      'Nội dung phải là JSON (UTF-8), không nén, với Content-Type: application/json.',
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
}

/** The body as JSON. Throws ApiRefused when it is too large, no UTF-8 or no JSON; rejects when the client breaks off. */
export async function readJson(request: IncomingMessage, most: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Not destroyed when left early: whoever sends too much is told so on this very connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge(most, { connection: 'close' });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new ApiRefused(400, 'invalid-input', 'Nội dung gửi lên không phải là JSON đúng.');
  }
}

function tooLarge(most: number, headers: Record<string, string> = {}): ApiRefused {
  return new ApiRefused(413, 'invalid-input', `Nội dung gửi lên lớn hơn ${most} byte.`, headers);
}
