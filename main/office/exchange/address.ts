import { ExchangeRefused } from './refused.ts';

/**
 * An address as somebody typed it, as the base of the exchange's paths: `https://` where no scheme stands, no slash at
 * its end. Undefined where it is none, would carry a name and password, or would go over a network unencrypted: what is
 * signed there is not sealed, so `http://` only reaches this very machine.
 */
export function addressOf(typed: string): string | undefined {
  const url = urlOf(typed);
  if (url === undefined || !['https:', 'http:'].includes(url.protocol) || isBare(url)) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

/** What to do about an address that is none of the province's (`addressOf`). */
export function addressAdvice(typed: string): string {
  const url = urlOf(typed);
  return url !== undefined && isBare(url)
    ? `Địa chỉ bắt đầu bằng http:// không mã hóa dữ liệu của công dân trên đường truyền. Hãy nhập https://${url.host}; nếu vẫn không kết nối được, báo quản trị tỉnh bật HTTPS cho máy chủ.`
    : 'Địa chỉ máy chủ tỉnh chưa đúng. Hãy nhập dạng https://tên-máy-chủ, đúng như quản trị tỉnh đã gửi.';
}

/** Throws `invalid-input` with what to do; empty is fine, where the office exchanges by stick only. */
export function assertAddress(typed: string): void {
  if (typed.trim() !== '' && addressOf(typed) === undefined)
    throw new ExchangeRefused('invalid-input', addressAdvice(typed));
}

function urlOf(typed: string): URL | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    return undefined;
  }
}

/** Unencrypted, and to another machine. The host is as URL writes it: numbers of IPv4 as four, IPv6 in brackets. */
export function isBare({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
