import { err, ok, type Result } from '#shared/base/index.ts';

/** Where the office listens. `authority`: as it stands in `Host`. */
export type OfficeAddress = { host: string; port: number; authority: string; origin: string };

/** Offered to administrators as the usual port of an office on its LAN. */
const USUAL_PORT = 8443;

/** Reads what a person copied from the administrator's screen: `https://192.168.1.10:8443/`, or less of it. */
export function readOfficeAddress(typed: string): Result<OfficeAddress, string> {
  const text = typed.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const refused = err(
    `Địa chỉ của máy chính không đúng: "${text.slice(0, 100)}". Hãy chép địa chỉ dạng https://192.168.1.10:8443 mà quản trị viên thấy ở mục Mạng nội bộ.`,
  );
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return refused;
  }
  if (url.protocol !== 'https:' || url.hostname === '' || url.username !== '' || url.password !== '') {
    return refused;
  }
  const named = /:\d{1,5}\/?$/.test(withScheme) || /^[a-z]+:\/\//i.test(text);
  const port = url.port === '' ? (named ? 443 : USUAL_PORT) : Number(url.port);
  const authority = port === 443 ? url.hostname : `${url.hostname}:${port}`;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ok({ host, port, authority, origin: `https://${authority}` });
}
