import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AuditAction, audit, findSession, type Session } from '../people/index.ts';
import { provinceName } from '../settings.ts';
import { readSessionCookie } from './cookies.ts';
import { EMPTY, type Fields } from './forms.ts';
import { type Html, html } from './html.ts';
import { ADMIN, adminPage, type MenuItem, notice } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { seeOther, sendPage } from './send.ts';

/** What a page of the administrator is given. */
export type Visit = {
  session: Session;
  fields: Fields;
  /** A parameter of the address, or of its query; empty where there is none. */
  parameter(name: string): string;
  query(name: string): string;
  request: FastifyRequest;
  reply: FastifyReply;
  /** Sends a page at a place of the menu. */
  show(title: string, at: MenuItem | null, content: Html, status?: number): Promise<FastifyReply>;
  go(address: string): FastifyReply;
  /** Writes down what this person did. */
  note(action: AuditAction, subject: string, detail?: string): Promise<void>;
};

export type Handler = (visit: Visit) => Promise<FastifyReply>;

/** The pages behind a sign-in. Everybody signed in may look; only administrators may do, unless `anyone` says so. */
export type AdminPages = {
  get(path: string, handler: Handler): void;
  /** A page that only administrators see. */
  getOwn(path: string, handler: Handler): void;
  /** `bodyLimit`: bytes, for a form with a file. */
  post(path: string, handler: Handler, options?: { anyone?: boolean; bodyLimit?: number }): void;
};

/** Registers pages under `/quan-tri`, each behind session, origin, token and role. */
export function adminPages(app: FastifyInstance, { province }: PagesPorts): AdminPages {
  const sessions = new WeakMap<FastifyRequest, Session>();

  /** Before the body is read: nobody else fills our memory with a file. */
  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    role: 'anyone' | 'administrator',
  ): Promise<FastifyReply | undefined> {
    const token = readSessionCookie(request);
    const session = token === undefined ? undefined : await findSession(province, token);
    if (session === undefined) return seeOther(reply, `${ADMIN}/dang-nhap`);
    if (request.method !== 'GET' && !isOwnOrigin(request)) return forbid(reply, session, OTHER_SITE);
    if (role === 'administrator' && session.role !== 'administrator')
      return forbid(reply, session, ONLY_LOOKS);
    sessions.set(request, session);
    return undefined;
  }

  async function forbid(reply: FastifyReply, session: Session, text: string): Promise<FastifyReply> {
    const content = html`<h1>Không làm được</h1>${notice('bad', text)}`;
    const name = await provinceName(province.sql);
    return sendPage(
      reply,
      adminPage({ title: 'Không làm được', province: name, session, at: null, content }),
      403,
    );
  }

  function register(
    method: 'GET' | 'POST',
    path: string,
    role: 'anyone' | 'administrator',
    handler: Handler,
    bodyLimit?: number,
  ) {
    app.route({
      method,
      url: `${ADMIN}${path}`,
      onRequest: (request, reply) => enter(request, reply, role),
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      handler: async (request, reply) => {
        const session = sessions.get(request);
        if (session === undefined) throw new Error('a page without its guard');
        const fields = (request.body as Fields | undefined) ?? EMPTY;
        if (method === 'POST' && !sameText(fields.raw('csrf'), session.csrf)) {
          return forbid(reply, session, OLD_FORM);
        }
        return handler({
          session,
          fields,
          request,
          reply,
          parameter: (name) => textIn(request.params, name),
          query: (name) => textIn(request.query, name),
          async show(title, at, content, status = 200) {
            const name = await provinceName(province.sql);
            return sendPage(reply, adminPage({ title, province: name, session, at, content }), status);
          },
          go: (address) => seeOther(reply, address),
          note: (action, subject, detail = '') =>
            audit(province, { personId: session.personId, name: session.login, action, subject, detail }),
        });
      },
    });
  }

  return {
    get: (path, handler) => register('GET', path, 'anyone', handler),
    getOwn: (path, handler) => register('GET', path, 'administrator', handler),
    post: (path, handler, options) =>
      register(
        'POST',
        path,
        options?.anyone === true ? 'anyone' : 'administrator',
        handler,
        options?.bodyLimit,
      ),
  };
}

const OTHER_SITE =
  'Trình duyệt gửi yêu cầu này từ một trang khác. Hãy mở trang quản trị trực tiếp rồi làm lại.';
const OLD_FORM = 'Trang này đã mở từ phiên đăng nhập trước. Hãy tải lại trang rồi làm lại.';
const ONLY_LOOKS = 'Tài khoản này chỉ xem. Hãy nhờ quản trị viên của tỉnh.';

/** Whether a form comes from a page of ours, as the browser says it; no page can make it say otherwise. */
export function isOwnOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host === request.host;
  } catch {
    return false;
  }
}

function sameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

/** One text of a query or of parameters; a value that came twice is none. */
export function textIn(values: unknown, name: string): string {
  const value =
    typeof values === 'object' && values !== null ? (values as Record<string, unknown>)[name] : '';
  return typeof value === 'string' ? value.slice(0, 300) : '';
}
