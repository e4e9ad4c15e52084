import { protocol, type Session } from 'electron';
import { SECURITY_HEADERS, type StaticFiles } from '#main/host/index.ts';
import { APP_SCHEME, isOwnPage } from './addresses.ts';

/** Must run before the app is ready: makes our scheme an ordinary, secure origin of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built screens at our own origin, with the same policy as the browser host. */
export function serveApp(session: Session, files: StaticFiles): void {
  session.protocol.handle(APP_SCHEME, (request) => answer(request, files));
}

/** The answer to one request of the page. */
export function answer(request: Request, files: StaticFiles): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (!isOwnPage(request.url)) return refuse(404);
  let urlPath: string;
  try {
    urlPath = decodeURIComponent(new URL(request.url).pathname);
  } catch {
    return refuse(400);
  }
  const file = files.find(urlPath);
  if (file === undefined) return refuse(404);
  return new Response(request.method === 'HEAD' ? null : file.bytes, {
    headers: { ...SECURITY_HEADERS, 'content-type': file.contentType, 'cache-control': file.cacheControl },
  });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
