import { readContainer } from '#main/parcels/index.ts';
import type { LineState } from '#shared/contract/index.ts';
import { CONTAINER_TYPE, HELLO_PATH, Hello } from '#shared/exchange/index.ts';
import { findEnrolment } from './enrolment-table.ts';
import { findProvinceKey } from './office-keys.ts';
import type { ExchangePorts } from './ports.ts';
import { LineBroken, type WireReply } from './transport.ts';

/** What a try found about the line, with the sentence that says what to do. */
export type LineFound = { line: LineState; message: string };

/** A call that the province itself did not answer. */
export class NotReached extends Error {
  readonly found: LineFound;
  /** It was on its way when the line broke: worth another try at once. */
  readonly underWay: boolean;
  constructor(found: LineFound, underWay = false) {
    super(`${found.line}: ${found.message}`);
    this.found = found;
    this.underWay = underWay;
  }
}

const SENTENCES = {
  unreachable:
    'Không nối được tới máy chủ tỉnh. Hãy kiểm tra dây mạng, Wi-Fi và địa chỉ; có thể dùng USB. Bàn tiếp nhận vẫn làm việc.',
  off: 'Không nối được: máy ở địa chỉ của tỉnh từ chối, nên máy chủ tỉnh có thể đang tắt. Hãy gọi tỉnh; nếu tỉnh vẫn chạy thì kiểm tra lại địa chỉ. Có thể dùng USB. Bàn tiếp nhận vẫn làm việc.',
  silent:
    'Đã nối nhưng không có trả lời (VPN đứt ngầm hoặc đường truyền treo). Hãy ngắt rồi nối lại mạng hoặc VPN; có thể dùng USB. Bàn tiếp nhận vẫn làm việc.',
  cut: 'Đường truyền vừa đứt giữa chừng. Trạm tự gửi lại từ chỗ dở; không mất gì.',
  portal:
    'Có máy khác trả lời thay máy chủ tỉnh: thường là trang đăng nhập Wi-Fi hoặc proxy. Hãy mở trình duyệt để đăng nhập mạng, hoặc báo người quản lý mạng. Bàn tiếp nhận vẫn làm việc.',
  gateway:
    'Máy chủ tỉnh tạm thời không trả lời (cổng mạng phía trước báo lỗi). Trạm sẽ tự thử lại; bàn tiếp nhận vẫn làm việc.',
} as const;

/** What a broken line means to people; thrown on where it is something else. */
export function notReached(error: unknown): NotReached {
  if (error instanceof NotReached) return error;
  if (!(error instanceof LineBroken)) throw error;
  const { fault, detail } = error;
  if (fault === 'silent') return new NotReached({ line: 'silent', message: SENTENCES.silent });
  if (fault === 'cut') return new NotReached({ line: 'unreachable', message: SENTENCES.cut }, true);
  if (fault === 'too-much') return new NotReached({ line: 'not-the-province', message: SENTENCES.portal });
  // That machine is there and said no: cables and Wi-Fi are not at fault.
  const isOff = detail === 'ECONNREFUSED';
  return new NotReached({ line: 'unreachable', message: SENTENCES[isOff ? 'off' : 'unreachable'] });
}

/** The container of a reply. Throws NotReached where it is somebody else's: a status says nothing (P17). */
export function containerOf({ status, type, body }: WireReply): Uint8Array {
  if (status === 200 && type.startsWith(CONTAINER_TYPE)) return body;
  const isGateway = status >= 500 && status !== 511;
  throw new NotReached({
    line: isGateway ? 'unreachable' : 'not-the-province',
    message: isGateway ? SENTENCES.gateway : SENTENCES.portal,
  });
}

/** Whether the province itself is at the other end: it signs a nonce of ours. Throws NotReached. */
export async function sayHello(ports: ExchangePorts, base: string, signal: AbortSignal): Promise<void> {
  const nonce = Buffer.from(ports.ids.bytes(18)).toString('base64url');
  const url = `${base}${HELLO_PATH}?nonce=${nonce}`;
  const reply = await ports.transport.call({ method: 'GET', url, budget: null, signal });
  const read = await readContainer(containerOf(reply), {
    findKey: (kid) => findProvinceKey(ports.db, kid),
    now: 'created',
    types: [Hello.shape.type.value],
  });
  const isProvince = read.ok && read.value.payload.from === findEnrolment(ports.db)?.province;
  if (!isProvince || !read.ok || read.value.payload.nonce !== nonce) throw new NotReached(foreign());
}

/** Signed by somebody, but not by the province of this office. */
export function foreign(): LineFound {
  return {
    line: 'not-the-province',
    message:
      'Máy trả lời ở địa chỉ này không phải máy chủ của tỉnh đã ghép. Hãy kiểm tra địa chỉ với quản trị tỉnh.',
  };
}
