import type { Refusal } from './admission.ts';

/** Shown to a browser that has not opened the address with the start token. */
export const NOT_LET_IN_PAGE = messagePage(
  'Chưa vào được Trạm Một Cửa',
  `<p>Trình duyệt này chưa được phép vào trạm trong lần chạy này.</p>
<ol>
<li>Tìm cửa sổ dòng lệnh nơi đã chạy <code>npm start</code>.</li>
<li>Sao chép trọn địa chỉ được in ở đó, có dạng <code>http://127.0.0.1:…/?start=…</code></li>
<li>Dán vào thanh địa chỉ của trình duyệt <strong>trên chính máy này</strong> rồi nhấn Enter.</li>
</ol>
<p>Mỗi lần khởi động lại, trạm in một địa chỉ mới; địa chỉ cũ không còn dùng được. Địa chỉ do trạm tự mở trong trình
duyệt chỉ dùng được một lần.</p>
<p lang="en">This browser has not been let in. Open the whole address that <code>npm start</code> printed.</p>`,
);

/** Shown where a device comes for its pairing too late, or a second time. */
export const CLAIM_GONE_PAGE = messagePage(
  'Chưa ghép được máy này',
  `<p>Lần ghép này không còn: đã quá một phút, hoặc đã dùng rồi.</p>
<p>Hãy nhờ quản trị viên gỡ máy vừa ghép, cấp mã mới, rồi <a href="/pair">ghép lại</a>.</p>
<p lang="en">This pairing has run out or was used. Ask an administrator for a new code and <a href="/pair">pair again</a>.</p>`,
);

/** Shown where the office could not write down that the device was let in. */
export const CLAIM_NOT_KEPT_PAGE = messagePage(
  'Chưa ghép được máy này',
  `<p>Máy trạm chưa ghi được lần ghép này, có thể vì hết chỗ trên ổ đĩa. Hãy báo quản trị viên, rồi tải lại trang này
trong vòng một phút. Nếu vẫn không được, nhờ quản trị viên gỡ máy vừa ghép, cấp mã mới, rồi <a href="/pair">ghép lại</a>.</p>
<p lang="en">The office could not write this pairing down. Tell an administrator and load this page again within a minute.</p>`,
);

/** Shown where an address of the LAN asked for too much at once. Loaded anew by itself. */
export const TOO_MANY_PAGE = messagePage(
  'Máy chính đang bận',
  `<p>Có quá nhiều yêu cầu từ địa chỉ mạng này cùng lúc. Trang này tự thử lại sau vài giây; không cần làm gì.</p>
<p>Nếu trang này hiện mãi, hãy báo quản trị viên: có máy khác trong mạng đang gọi máy chính không ngừng.</p>
<p lang="en">Too many requests from this network address. This page tries again by itself.</p>`,
  3,
);

/** Shown on a path that does not exist. */
export const NOT_FOUND_PAGE = messagePage(
  'Không có trang này',
  '<p>Địa chỉ không đúng. <a href="/">Về màn hình chính</a>.</p>',
);

const REFUSAL_TEXTS: Readonly<Record<Refusal, { status: number; text: string }>> = {
  'wrong-host': {
    status: 421,
    text: '<p>Trạm chỉ trả lời ở đúng địa chỉ <code>http://127.0.0.1:…</code> đã được in khi khởi động.</p>',
  },
  'wrong-origin': {
    status: 403,
    text: '<p>Trạm không nhận yêu cầu từ trang khác. Hãy dán địa chỉ vào thanh địa chỉ của trình duyệt.</p>',
  },
  'bad-request': { status: 400, text: '<p>Địa chỉ không hợp lệ.</p>' },
  method: { status: 405, text: '<p>Trạm không nhận cách gọi này.</p>' },
  body: { status: 413, text: '<p>Trạm không nhận nội dung gửi kèm ở đây.</p>' },
};

const WRONG_LAN_HOST =
  '<p>Hãy mở đúng địa chỉ mà quản trị viên thấy ở mục <strong>Mạng nội bộ</strong>, dạng <code>https://…</code></p>';

/** The answer to a refused request, of windows of this PC or of its LAN. */
export function refusalPage(
  refusal: Refusal,
  door: 'this-pc' | 'lan' = 'this-pc',
): { status: number; html: string } {
  const { status, text: usual } = REFUSAL_TEXTS[refusal];
  const text = refusal === 'wrong-host' && door === 'lan' ? WRONG_LAN_HOST : usual;
  return { status, html: messagePage('Yêu cầu bị từ chối', text) };
}

/** A page of plain words, in Vietnamese first. `again`: after so many seconds it is loaded anew. */
export function messagePage(title: string, body: string, again?: number): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${again === undefined ? '' : `<meta http-equiv="refresh" content="${again}">\n`}<link rel="icon" href="data:,"><title>${title}</title>
<style>body{font:18px/1.6 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1rem;color:#1c2733;
background:#f6f8fa}h1{font-size:1.5rem}code{background:#e4e9ee;padding:.1em .3em;border-radius:.2em}
[lang=en]{color:#52606d;font-size:.9rem}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>
`;
}
