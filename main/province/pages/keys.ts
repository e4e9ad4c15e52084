import { fingerprint } from '#main/parcels/index.ts';
import type { PublicKey } from '#shared/exchange/index.ts';
import type { AdminPages, Visit } from './guard.ts';
import { type Html, html } from './html.ts';
import { ADMIN, csrf, notice } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { day } from './texts.ts';

const PAGE = `${ADMIN}/khoa`;

/** What was done on the page before. */
const DONE: Readonly<Record<string, string>> = {
  'ke-tiep': 'Đã tạo cặp khóa kế tiếp. Khóa đang dùng báo nó cho các cơ quan trong mỗi câu trả lời.',
  'lo-khoa':
    'Khóa cũ đã ngừng. Hãy cấp mã ghép mới cho từng cơ quan chưa được báo khóa này (trang của cơ quan).',
};

/** The keys of the province: which one signs, the next one, and their change. */
export function registerKeys(pages: AdminPages, { province }: PagesPorts): void {
  pages.get('/khoa', (visit) => show(visit, null));

  pages.post('/khoa', async (visit) => {
    if (!visit.fields.isOn('sure-next')) {
      return show(visit, 'Chưa đánh dấu xác nhận. Hãy đánh dấu rồi bấm lại.', 400);
    }
    const [made] = await province.keys.rotate({ endPresent: false });
    await visit.note('keys-made', 'province', made === undefined ? '' : fingerprint(made));
    return visit.go(`${PAGE}?xong=ke-tiep`);
  });

  pages.post('/khoa/lo', async (visit) => {
    const reason = visit.fields.text('reason').slice(0, 500);
    if (reason === '' || !visit.fields.isOn('sure')) {
      return show(
        visit,
        'Ngừng khóa ngay cần lý do và dấu xác nhận. Hãy ghi lý do, đánh dấu rồi bấm lại.',
        400,
      );
    }
    await province.keys.rotate({ endPresent: true });
    await visit.note('keys-ended', 'province', reason);
    return visit.go(`${PAGE}?xong=lo-khoa`);
  });

  async function show(visit: Visit, error: string | null, status = 200) {
    const signing = (await province.keys.signing()).public;
    const next = (await province.keys.published()).filter(
      ({ use, kid }) => use === 'sign' && kid !== signing.kid,
    );
    const done = DONE[visit.query('xong')];
    return visit.show(
      'Khóa của tỉnh',
      'cai-dat',
      html`<h1>Khóa của tỉnh</h1>${error !== null && notice('bad', error)}${done !== undefined && notice('good', done)}
${keysCard(signing, next)}
${visit.session.role === 'administrator' && changeForms(csrf(visit.session))}
<p><a href="${ADMIN}/cai-dat">Về Cài đặt</a></p>`,
      status,
    );
  }
}

/** Which key signs now and which are announced, with the fingerprints that people read to each other. */
export function keysCard(signing: PublicKey, next: readonly PublicKey[]): Html {
  return html`<section class="card"><h2>Dấu vân tay của tỉnh</h2><p>Trạm ghép bằng USB hiện dấu vân tay này khi nhập tệp trả lời; hai bên đọc cho nhau qua điện thoại.</p>
<p class="fingerprint mono">${fingerprint(signing)}</p><p class="dim">Khóa đang ký, hiệu lực ${day(signing.validFrom)} – ${day(signing.validTo)}</p>
${next.map((key) => html`<p class="dim">Khóa kế tiếp, chưa ký: <span class="mono">${fingerprint(key)}</span>, hiệu lực ${day(key.validFrom)} – ${day(key.validTo)}</p>`)}</section>`;
}

function changeForms(token: Html): Html {
  return html`<section class="card"><h2>Tạo khóa kế tiếp</h2>
<p>Khi khóa đang ký còn một năm, máy chủ tự làm việc này. Tạo sớm hơn thì các cơ quan biết khóa kế tiếp sớm hơn; khóa đang ký vẫn ký cho đến hết hạn, không cơ quan nào phải ghép lại.</p>
<form method="post" action="${PAGE}">${token}
<div class="row choice"><input type="checkbox" id="sure-next" name="sure-next"><label for="sure-next">Tôi muốn tạo cặp khóa kế tiếp</label></div>
<button class="second">Tạo khóa kế tiếp</button></form></section>
<section class="card"><h2>Khóa bị lộ: ngừng ngay</h2>
<p>Chỉ làm khi khóa hoặc bản sao cơ sở dữ liệu đã lọt vào tay người khác. Khóa đang dùng ngừng ngay; cơ quan nào chưa được báo khóa mới sẽ báo “không phải máy chủ của tỉnh” và phải ghép lại bằng mã mới. Bàn tiếp nhận ở các cơ quan vẫn làm việc; không bản ghi nào mất.</p>
<form method="post" action="${PAGE}/lo">${token}
<div class="row"><label for="reason">Lý do</label><textarea id="reason" name="reason" rows="2" maxlength="500" required></textarea></div>
<div class="row choice"><input type="checkbox" id="sure" name="sure"><label for="sure">Tôi hiểu các cơ quan có thể phải ghép lại</label></div>
<button class="danger">Ngừng khóa đang dùng</button></form></section>`;
}
