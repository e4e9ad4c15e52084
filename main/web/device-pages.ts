import type { RequestListener } from 'node:http';
import type { StaticFiles } from '#main/host/index.ts';
import type { Office } from '#office/index.ts';
import { DEVICE_PATH, PAIR_PATH } from '#shared/host/index.ts';
import { type OwnOf, readTarget, refusalOf } from './admission.ts';
import type { DeviceCookie } from './device-cookie.ts';
import { CLAIM_GONE_PAGE, CLAIM_NOT_KEPT_PAGE, NOT_FOUND_PAGE, refusalPage } from './pages.ts';
import { redirect, sendFile, sendPage } from './send.ts';

/** Whether a request is a device's: its pages lie beside those of people, so that each has cookies of its own. */
export function isDevicePath(target: string): boolean {
  const path = readTarget(target)?.path ?? '';
  return path === PAIR_PATH || path === DEVICE_PATH || path.startsWith(`${DEVICE_PATH}/`);
}

/**
 * Answers a device's browser: the built screens, to whoever asks, for nothing is in them; and the exchange of a claim for
 * the cookie that lets the device in. `atRoot`: there are no other pages, so the shortest address leads here, too.
 */
export function createDevicePages(site: {
  ownOf: OwnOf;
  cookie: DeviceCookie;
  files: StaticFiles;
  lan: Pick<Office['lan'], 'takeToken'> | undefined;
  atRoot: boolean;
}): RequestListener {
  return (request, response) => {
    const own = site.ownOf(request);
    const refusal = refusalOf(request, own);
    const target = refusal === null ? readTarget(request.url ?? '') : null;
    if (refusal !== null || target === null) {
      const { status, html } = refusalPage(refusal ?? 'bad-request', site.atRoot ? 'lan' : 'this-pc');
      response.setHeader('connection', 'close');
      if (refusal === 'method') response.setHeader('allow', 'GET, HEAD');
      sendPage(request, response, status, html);
      return;
    }
    const { path, query } = target;
    if (path === PAIR_PATH || path === DEVICE_PATH || (path === '/' && site.atRoot)) {
      redirect(request, response, `${DEVICE_PATH}/`);
      return;
    }
    if (!path.startsWith(`${DEVICE_PATH}/`)) {
      sendPage(request, response, 404, NOT_FOUND_PAGE);
      return;
    }
    const claim = query.get('claim');
    if (claim !== null) {
      // A HEAD is what link checkers send; it must not spend a claim that is good once.
      let token: string | undefined;
      try {
        token = request.method === 'HEAD' ? undefined : site.lan?.takeToken(claim);
      } catch {
        // A full disk. Whoever loads the page again comes with the same claim.
        sendPage(request, response, 503, CLAIM_NOT_KEPT_PAGE);
        return;
      }
      if (token === undefined) {
        sendPage(request, response, 401, CLAIM_GONE_PAGE);
        return;
      }
      response.setHeader('set-cookie', site.cookie.keep(token));
      redirect(request, response, `${DEVICE_PATH}/`);
      return;
    }
    const file = site.files.find(path.slice(DEVICE_PATH.length));
    if (file === undefined) {
      sendPage(request, response, 404, NOT_FOUND_PAGE);
      return;
    }
    const known = site.cookie.read(request);
    if (known !== null) response.setHeader('set-cookie', site.cookie.keep(known));
    sendFile(request, response, 200, file);
  };
}
