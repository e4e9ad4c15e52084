import type { IncomingMessage } from 'node:http';

/** What a request must name: the host as it is asked for, and the origin of our own pages there. */
export type Own = { host: string; origin: string };

/** What this very request must name, where one host has several names. */
export type OwnOf = (request: IncomingMessage) => Own;

/** The names and addresses of a host on its LAN, by TLS. A request for any other name is refused as one for another host. */
export function ownOfNames(names: readonly string[], port: number): OwnOf {
  const suffix = port === 443 ? '' : `:${port}`;
  const hosts = new Set(names.map((name) => `${name.includes(':') ? `[${name}]` : name}${suffix}`));
  return (request) => {
    const host = request.headers.host ?? '';
    return hosts.has(host) ? { host, origin: `https://${host}` } : { host: '', origin: '' };
  };
}

/** Why a request is refused before anything is looked up. */
export type Refusal = 'wrong-host' | 'wrong-origin' | 'bad-request' | 'method' | 'body';

/**
 * Checks what does not depend on the person: the request names this host and comes from this host's own page or from
 * no page at all. A name that was re-bound to 127.0.0.1 fails on `Host`; another page of this PC, even one on another
 * port, on `Origin` or `Sec-Fetch-Site`. Null when nothing is wrong.
 */
export function refusalOfSource(request: IncomingMessage, own: Own): 'wrong-host' | 'wrong-origin' | null {
  const hosts = headerValues(request, 'host');
  if (hosts.length !== 1 || hosts[0] !== own.host || own.host === '') return 'wrong-host';
  const origins = headerValues(request, 'origin');
  if (origins.length > 1 || (origins.length === 1 && origins[0] !== own.origin)) return 'wrong-origin';
  // Browsers leave `Origin` out of plain GETs, and say here who asks: our page or the person ("none").
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none' ? 'wrong-origin' : null;
}

/** What a request for a page must be besides: a plain GET or HEAD. */
export function refusalOf(request: IncomingMessage, own: Own): Refusal | null {
  const refusal = refusalOfSource(request, own);
  if (refusal !== null) return refusal;
  if (request.method !== 'GET' && request.method !== 'HEAD') return 'method';
  const length = request.headers['content-length'];
  if (request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')) {
    return 'body';
  }
  if (request.url === undefined || !request.url.startsWith('/')) return 'bad-request';
  return null;
}

/** An upgrade comes from a script, so here `Origin` must be there. */
export function refusalOfUpgrade(request: IncomingMessage, own: Own): Refusal | null {
  const refusal = refusalOf(request, own);
  if (refusal !== null) return refusal;
  return request.headers.origin === own.origin ? null : 'wrong-origin';
}

/** The decoded path and the query of a request target; null when it is no clean path. */
export function readTarget(target: string): { path: string; query: URLSearchParams } | null {
  const mark = target.indexOf('?');
  const raw = mark < 0 ? target : target.slice(0, mark);
  try {
    const path = decodeURIComponent(raw);
    const segments = path.split('/');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
    if (/[\\\u0000-\u001f]/.test(path) || segments.includes('..') || path.startsWith('//')) return null;
    return { path, query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)) };
  } catch {
    return null;
  }
}

/** Node keeps only the first of a doubled header; a doubled one is what a smuggler sends. */
export function headerValues(request: IncomingMessage, name: string): string[] {
  return request.headersDistinct[name] ?? [];
}
