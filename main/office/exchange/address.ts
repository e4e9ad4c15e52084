/**
 * An address as somebody typed it, as the base of the exchange's paths: `https://` where no scheme stands, no slash at
 * its end. Undefined where it is none, or would carry a name and password.
 */
export function addressOf(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
    return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    return undefined;
  }
}
