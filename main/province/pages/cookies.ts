import type { FastifyReply, FastifyRequest } from 'fastify';
import { ADMIN } from './layout.ts';

const SESSION = 'tram-tinh';

/** The session's token as the browser sent it. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=', 2);
    if (name === SESSION && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}

/** Gives the browser a session's token; null: takes it away. It is sent to the administrator's pages of this site only. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const end = token === null ? '; Max-Age=0' : '';
  reply.header(
    'set-cookie',
    `${SESSION}=${token ?? ''}; Path=${ADMIN}; HttpOnly; SameSite=Strict${secure}${end}`,
  );
}
