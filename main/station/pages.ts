import { messagePage } from '#main/web/index.ts';
import type { Standing } from './standing.ts';

/** A page of the station itself, while the office's screens can't be shown. */
export type StationPage = { status: number; html: string };

const AGAIN = '<p><a href="/device/">Thử lại ngay</a>. Trang này tự thử lại sau vài giây.</p>';

/** What a browser of this PC is shown instead of the office's screens; null: those can be asked for. */
export function pageOf(
  standing: Standing,
  about: { origin: string; file: string; yes: string },
): StationPage | null {
  if (standing.kind === 'away') return awayPage(about.origin);
  if (standing.kind === 'compare') {
    return {
      status: 200,
      html: messagePage(
        'So vân tay của máy chính',
        `<p>Máy này lần đầu nối với máy chính ở <code>${escapeHtml(about.origin)}</code>. Hãy so từng cặp ký tự dưới đây với
<strong>Vân tay SHA-256</strong> trên màn hình của quản trị viên, mục <strong>Mạng nội bộ</strong>:</p>
<p><code>${spaced(standing.key.fingerprint)}</code></p>
<p><a href="/trust?yes=${about.yes}&amp;key=${encodeURIComponent(standing.key.fingerprint)}"><strong>Giống hệt: đây đúng là máy chính của chúng tôi</strong></a></p>
<p>Khác dù chỉ một ký tự: đóng trang này và báo quản trị viên. Chưa có gì được gửi đi.</p>
<p lang="en">Compare this fingerprint with the administrator's screen. Go on only if it is the same in every character.</p>`,
      ),
    };
  }
  if (standing.kind === 'wrong-key') return wrongKeyPage(about.origin, about.file, standing.key.fingerprint);
  return null;
}

/** Nobody answers at the office's address. */
export function awayPage(origin: string): StationPage {
  return {
    status: 503,
    html: messagePage(
      'Chưa nối được tới máy chính',
      `<p>Không thấy máy chính ở <code>${escapeHtml(origin)}</code>. Hãy kiểm tra:</p>
<ol><li>Máy chính đã bật và có người đã đăng nhập ở đó.</li>
<li>Quản trị viên đã mở <strong>Mạng nội bộ</strong>, đúng địa chỉ trên.</li>
<li>Dây mạng hoặc Wi-Fi của máy này.</li></ol>${AGAIN}
<p lang="en">The office does not answer at this address. This page tries again by itself.</p>`,
      5,
    ),
  };
}

/** The office shows another key: nothing is sent to it, and nobody can click that away. */
export function wrongKeyPage(origin: string, file: string, fingerprint: string): StationPage {
  return {
    status: 502,
    html: messagePage(
      'Đây không phải là máy chính đã ghép',
      `<p>Máy trả lời ở <code>${escapeHtml(origin)}</code> đưa ra <strong>khóa khác</strong> với khóa đã so khi ghép. Máy này đã
ngắt ngay, không gửi gì cả.</p>
<p>Vân tay vừa thấy: <code>${spaced(fingerprint)}</code></p>
<p>Có thể địa chỉ này nay là của máy khác, máy chính đã được cài lại, hoặc có người giả làm máy chính. <strong>Hãy gọi quản trị
viên</strong>, đừng nhập mật khẩu ở đâu cả. Chỉ khi quản trị viên xác nhận máy chính có khóa mới: dừng chương trình, xóa tệp
<code>${escapeHtml(file)}</code>, rồi chạy và ghép lại.</p>
<p lang="en">Another key than the one that was compared: nothing was sent. Call your administrator.</p>`,
    ),
  };
}

/** In groups of four pairs, as the administrator's screen shows it: eyes keep their place. */
function spaced(fingerprint: string): string {
  return escapeHtml(fingerprint).replace(/((?:\w{2}:){3}\w{2}):/g, '$1 ');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
