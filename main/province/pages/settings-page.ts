import { err, ok, type Result } from '#shared/base/index.ts';
import {
  LOOKUP_PATH,
  type ProvinceSettings,
  provinceName,
  readSettings,
  writeSettings,
} from '../settings.ts';
import type { Fields } from './forms.ts';
import type { AdminPages, Visit } from './guard.ts';
import { html } from './html.ts';
import { keysCard } from './keys.ts';
import { ADMIN, csrf, notice } from './layout.ts';
import type { PagesPorts } from './ports.ts';

const PAGE = `${ADMIN}/cai-dat`;
/** Characters; every answer carries the address, which may be no longer there (P22). */
const LONGEST_ADDRESS = 200;

/** Name, address, look-up and how on-time is counted. */
export function registerSettings(pages: AdminPages, { province }: PagesPorts): void {
  const { sql } = province;

  pages.get('/cai-dat', async (visit) => {
    const name = await provinceName(sql);
    return show(visit, name, await readSettings(sql), null);
  });

  pages.post('/cai-dat', async (visit) => {
    const before = await readSettings(sql);
    const name = visit.fields.text('name').slice(0, 200);
    const typed = typedSettings(visit.fields);
    const read = name === '' ? err('Chưa có tên tỉnh. Hãy nhập tên.') : checked(typed);
    if (!read.ok) return show(visit, name, typed, read.error, 400);
    await sql.transaction(async (tx) => {
      await tx.query('update province set name = $1', [name]);
      await writeSettings(tx, read.value);
    });
    await visit.note('setting-changed', 'province', `${changesOf(before, read.value)}`);
    return visit.go(`${PAGE}?xong=1`);
  });

  async function show(
    visit: Visit,
    name: string,
    settings: ProvinceSettings,
    error: string | null,
    status = 200,
  ) {
    const signing = (await province.keys.signing()).public;
    const next = (await province.keys.published()).filter(
      ({ use, kid }) => use === 'sign' && kid !== signing.kid,
    );
    const isDone = visit.query('xong') === '1';
    const isAdministrator = visit.session.role === 'administrator';
    return visit.show(
      'Cài đặt',
      'cai-dat',
      html`<h1>Cài đặt</h1>${error !== null && notice('bad', error)}${isDone && notice('good', 'Đã lưu.')}
<form method="post" action="${PAGE}">${csrf(visit.session)}
<section class="card"><h2>Tỉnh</h2>
<div class="row"><label for="name">Tên</label><p class="hint" id="name-hint">Tên các trạm thấy khi ghép, ví dụ "Tỉnh Phú Thọ".</p><input id="name" name="name" value="${name}" maxlength="200" aria-describedby="name-hint" required></div>
<div class="row"><label for="address">Địa chỉ công khai của máy chủ này</label><p class="hint" id="address-hint">Ví dụ https://motcua.tinh.gov.vn. Để trống khi chỉ dùng USB.</p><input id="address" name="address" type="url" value="${settings.address}" maxlength="${LONGEST_ADDRESS}" aria-describedby="address-hint"></div>
<div class="row"><label for="portal">Cổng dịch vụ công quốc gia</label><input id="portal" name="portal" type="url" value="${settings.portal}" maxlength="${LONGEST_ADDRESS}" required></div>
</section>
<section class="card"><h2>Tra cứu hồ sơ</h2>
<p>Nghị định 118/2025/NĐ-CP điều 17 khoản 3, được Nghị định 309/2026/NĐ-CP sửa, để việc tra cứu ở Cổng dịch vụ công quốc gia. Vì vậy trang tra cứu của tỉnh tắt sẵn; chỉ mở khi tỉnh có căn cứ riêng, ghi rõ dưới đây và hiện cho người tra cứu.</p>
<div class="row choice"><input type="checkbox" id="open" name="open"${settings.lookup.open ? html` checked` : null}><label for="open">Mở trang tra cứu ${LOOKUP_PATH}</label></div>
<div class="row"><label for="ground">Căn cứ pháp lý</label><p class="hint" id="ground-hint">Bắt buộc khi mở: số, ngày và cơ quan ban hành văn bản.</p><textarea id="ground" name="ground" rows="3" maxlength="1000" aria-describedby="ground-hint">${settings.lookup.ground}</textarea></div>
</section>
<section class="card"><h2>Đúng hạn</h2>
<div class="row choice"><input type="radio" id="minute" name="onTime" value="minute"${settings.onTime === 'minute' ? html` checked` : null}><label for="minute">Đến giờ, phút hẹn trả (cách đếm của quốc gia)</label></div>
<div class="row choice"><input type="radio" id="day" name="onTime" value="day"${settings.onTime === 'day' ? html` checked` : null}><label for="day">Đến hết ngày hẹn trả</label></div>
</section>
${isAdministrator && html`<button>Lưu</button>`}</form>
${keysCard(signing, next)}
<p><a href="${ADMIN}/khoa">Đổi khóa của tỉnh</a></p>`,
      status,
    );
  }
}

function typedSettings(fields: Fields): ProvinceSettings {
  return {
    address: fields.text('address').replace(/\/+$/, ''),
    portal: fields.text('portal'),
    lookup: { open: fields.isOn('open'), ground: fields.text('ground').slice(0, 1000) },
    onTime: fields.text('onTime') === 'day' ? 'day' : 'minute',
  };
}

function checked(settings: ProvinceSettings): Result<ProvinceSettings, string> {
  if (Math.max(settings.address.length, settings.portal.length) > LONGEST_ADDRESS)
    return err(`Địa chỉ dài quá ${LONGEST_ADDRESS} ký tự. Hãy nhập địa chỉ ngắn hơn.`);
  if (settings.address !== '' && !isSite(settings.address)) {
    return err('Địa chỉ công khai phải bắt đầu bằng https:// và không có phần sau tên miền. Hãy sửa lại.');
  }
  if (!/^https:\/\/[^\s"'<>]+$/.test(settings.portal)) {
    return err('Địa chỉ Cổng dịch vụ công phải bắt đầu bằng https://. Hãy sửa lại.');
  }
  if (settings.lookup.open && settings.lookup.ground.length < 10) {
    return err('Muốn mở tra cứu phải ghi căn cứ pháp lý (số, ngày, cơ quan ban hành). Hãy ghi rồi lưu lại.');
  }
  return ok(settings);
}

/** A site without a path; plain HTTP only on this machine, for trying out. */
function isSite(text: string): boolean {
  try {
    const { protocol, hostname, origin } = new URL(text);
    const isHere = hostname === '127.0.0.1' || hostname === 'localhost';
    return origin === text && (protocol === 'https:' || (protocol === 'http:' && isHere));
  } catch {
    return false;
  }
}

function changesOf(before: ProvinceSettings, after: ProvinceSettings): string {
  const parts: [string, unknown, unknown][] = [
    ['address', before.address, after.address],
    ['portal', before.portal, after.portal],
    ['lookup', JSON.stringify(before.lookup), JSON.stringify(after.lookup)],
    ['onTime', before.onTime, after.onTime],
  ];
  return parts
    .filter(([, old, now]) => old !== now)
    .map(([name, old, now]) => `${name}: ${String(old)} → ${String(now)}`)
    .join('; ');
}
