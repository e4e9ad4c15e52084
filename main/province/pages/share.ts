import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '#shared/base/index.ts';
import { DossierCodeFormats } from '#shared/dossier/index.ts';
import type { Fields } from './forms.ts';
import { type Html, html } from './html.ts';

/** The numbers an office may be given: whose codes, of which form, which serials of a day, and how far ahead. */
export type Share = {
  agencyCode: string;
  codeFormat: string;
  firstSerial: number;
  lastSerial: number;
  leaseDays: number;
};

/** The forms in which offices issue codes (`resources/offices/code-formats.json`). */
const FORMATS = DossierCodeFormats.parse(
  JSON.parse(readFileSync(new URL('../../../resources/offices/code-formats.json', import.meta.url), 'utf8')),
).formats.filter((format) => format.issuedByOffices);

/** Reads what an administrator typed. Agency code and form may stay empty: the office's own request then says them. */
export function readShare(fields: Fields): Result<Share, string> {
  const agencyCode = fields.text('agencyCode').toUpperCase();
  const codeFormat = fields.text('codeFormat');
  const format = FORMATS.find(({ key }) => key === codeFormat);
  if (codeFormat !== '' && format === undefined)
    return err('Không có kiểu mã này. Hãy chọn trong danh sách.');
  if (agencyCode !== '' && !FORMATS.some((known) => fitsFormat(agencyCode, known))) {
    return err('Mã cơ quan không đúng dạng, ví dụ H44.24.15. Hãy kiểm tra lại.');
  }
  if (agencyCode !== '' && format !== undefined && !fitsFormat(agencyCode, format)) {
    return err('Mã cơ quan không hợp với kiểu mã đã chọn. Hãy kiểm tra lại cả hai.');
  }
  const firstSerial = whole(fields.text('firstSerial'));
  const lastSerial = whole(fields.text('lastSerial'));
  const most = 10 ** (format?.serialDigits ?? 4) - 1;
  if (firstSerial === undefined || lastSerial === undefined || firstSerial < 1 || lastSerial < firstSerial) {
    return err('Phần số phải từ 1 trở lên, số cuối không nhỏ hơn số đầu. Hãy sửa lại.');
  }
  if (lastSerial > most) return err(`Kiểu mã này có số đến ${most}. Hãy sửa số cuối.`);
  const leaseDays = whole(fields.text('leaseDays'));
  if (leaseDays === undefined || leaseDays < 1 || leaseDays > 400) {
    return err('Số ngày cấp trước phải từ 1 đến 400. Hãy sửa lại.');
  }
  return ok({ agencyCode, codeFormat, firstSerial, lastSerial, leaseDays });
}

/** The fields of a share, for inviting and for changing. */
export function shareFields(share: Share): Html {
  return html`<div class="row"><label for="agencyCode">Mã cơ quan</label><p class="hint" id="agency-hint">Để trống thì lấy mã mà trạm khai khi xin ghép.</p>
<input class="short mono" id="agencyCode" name="agencyCode" value="${share.agencyCode}" maxlength="40" aria-describedby="agency-hint"></div>
<div class="row"><label for="codeFormat">Kiểu mã hồ sơ</label>
<select id="codeFormat" name="codeFormat"><option value="">Theo trạm khai</option>${FORMATS.map(
    ({ key, label }) =>
      html`<option value="${key}"${key === share.codeFormat ? html` selected` : null}>${label}</option>`,
  )}</select></div>
<p class="hint" id="serials-hint">Cơ quan cấp số hồ sơ trong khoảng này, mỗi ngày bắt đầu lại từ số đầu. Hai cơ quan cùng mã thì hai khoảng không được chồng nhau.</p>
<div class="row inline"><div><label for="firstSerial">Số đầu mỗi ngày</label>
<input class="short" id="firstSerial" name="firstSerial" inputmode="numeric" value="${share.firstSerial}" aria-describedby="serials-hint" required></div>
<div><label for="lastSerial">Số cuối mỗi ngày</label>
<input class="short" id="lastSerial" name="lastSerial" inputmode="numeric" value="${share.lastSerial}" aria-describedby="serials-hint" required></div></div>
<div class="row"><label for="leaseDays">Cấp trước (ngày)</label><p class="hint" id="lease-hint">Trạm giữ sẵn số cho bấy nhiêu ngày tới, đủ dùng khi mất mạng. Nên từ 30 ngày; còn 10 ngày là trạm bắt đầu báo.</p>
<input class="short" id="leaseDays" name="leaseDays" inputmode="numeric" value="${share.leaseDays}" aria-describedby="lease-hint" required></div>`;
}

function fitsFormat(agencyCode: string, { agencyPattern }: { agencyPattern: string }): boolean {
  return new RegExp(`^(?:${agencyPattern})$`).test(agencyCode);
}

function whole(text: string): number | undefined {
  return /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}
