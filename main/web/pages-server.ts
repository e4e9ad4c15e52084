import type { RequestListener } from 'node:http';
import type { StaticFiles } from '#main/host/index.ts';
import { type Own, readTarget, refusalOf } from './admission.ts';
import { NOT_FOUND_PAGE, NOT_LET_IN_PAGE, refusalPage } from './pages.ts';
import { redirect, sendFile, sendPage } from './send.ts';
import type { StartCookies } from './start-cookie.ts';

/** Answers plain requests: the exchange of the start token, and the built screens to those who were let in. */
export function createPageListener(site: {
  own: Own;
  cookies: StartCookies;
  files: StaticFiles;
}): RequestListener {
  return (request, response) => {
    const refusal = refusalOf(request, site.own);
    const target = refusal === null ? readTarget(request.url ?? '') : null;
    if (refusal !== null || target === null) {
      const { status, html } = refusalPage(refusal ?? 'bad-request');
      // Whatever else this client sends on the connection is not read.
      response.setHeader('connection', 'close');
      if (refusal === 'method') response.setHeader('allow', 'GET, HEAD');
      sendPage(request, response, status, html);
      return;
    }
    const token = target.query.get('start');
    if (token !== null) {
      // A HEAD is what link checkers send; it must not spend a token that is good once.
      if (request.method === 'HEAD') {
        sendPage(request, response, 401, NOT_LET_IN_PAGE);
        return;
      }
      const cookie = site.cookies.exchange(token);
      if (cookie === null) {
        sendPage(request, response, 401, NOT_LET_IN_PAGE);
        return;
      }
      response.setHeader('set-cookie', cookie);
      redirect(request, response, '/');
      return;
    }
    if (!site.cookies.isKnown(request.headers.cookie)) {
      sendPage(request, response, 401, NOT_LET_IN_PAGE);
      return;
    }
    const file = site.files.find(target.path);
    if (file === undefined) sendPage(request, response, 404, NOT_FOUND_PAGE);
    else sendFile(request, response, 200, file);
  };
}
