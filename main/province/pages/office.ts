import { fingerprint } from '#main/parcels/index.ts';
import { epochOfOfficeTimestamp, officeDate } from '#shared/base/index.ts';
import { PublicKey } from '#shared/exchange/index.ts';
import { inviteAgain, revokeOffice } from '../enrol/index.ts';
import { changeShare, endStation } from '../leases/index.ts';
import {
  findOffice,
  keysOf,
  type LeaseUse,
  leasesOf,
  type OfficeKey,
  type OfficeLine,
} from '../reports/index.ts';
import { readSettings } from '../settings.ts';
import type { AdminPages, Visit } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { ADMIN, badge, csrf, figure, figureHead, notice, table } from './layout.ts';
import { clockText, isClockOff, programText, unservedText } from './office-words.ts';
import { invitationPage, stateBadge } from './offices.ts';
import type { PagesPorts } from './ports.ts';
import { readShare, shareFields } from './share.ts';
import { day, number, share, time } from './texts.ts';

const PAGE = `${ADMIN}/co-quan`;

/** What was done on the page before; the address names it, never words of its own. */
const DONE: Readonly<Record<string, string>> = {
  so: 'Đã đổi phần số. Dải đã cấp giữ nguyên; phần mới dùng từ lần cấp sau.',
  tram: 'Đã kết thúc trạm. Trạm đó dùng số đến hết hôm nay; những gì nó gửi sau vẫn được nhận.',
  'thu-hoi': 'Đã thu hồi. Khóa và mã ghép của cơ quan hết hiệu lực ngay; những gì đã nhận vẫn giữ.',
};

const REVOKED =
  'Cơ quan này đã bị thu hồi: trạm không gửi và không nhận được; bàn tiếp nhận vẫn làm việc với số đã có. Muốn nối lại thì cấp mã ghép mới ở mục Việc quản trị bên dưới.';

/** One office: keys, numbers, code, and shutting it out. */
export function registerOffice(pages: AdminPages, { province }: PagesPorts): void {
  const { sql, clock, ids } = province;

  async function page(visit: Visit, office: OfficeLine, error: string | null): Promise<Html> {
    const today = officeDate(clock.now());
    const { leases, refusals } = await leasesOf(sql, office.id, today);
    const keys = await keysOf(sql, office.id);
    const done = DONE[visit.query('xong')];
    const isAdministrator = visit.session.role === 'administrator';
    return html`<p><a href="${PAGE}">← Cơ quan</a></p>
<div class="head"><h1>${office.name}</h1>${stateBadge(office.state)}</div>
${error !== null && notice('bad', error)}
${done !== undefined && notice('good', done)}
${office.state === 'revoked' && notice('attention', REVOKED)}
${office.unserved !== null && notice('attention', unservedText(office.unserved))}
<div class="grid">
<section class="card"><h2>Liên lạc</h2>${contactFacts(office)}</section>
<section class="card"><h2>Bản ghi</h2>${entryFacts(office)}</section>
</div>
<section class="card"><h2>Dải số</h2>
${refusals.map(({ message, at }) => notice('bad', `${time(at)}: ${message}`))}
${leaseTable(leases, today)}</section>
<section class="card"><h2>Khóa</h2>${keyTable(keys, office.state, clock.now())}</section>
${isAdministrator && actions(office, leases, csrf(visit.session))}`;
  }

  async function withOffice(
    visit: Visit,
    then: (office: OfficeLine) => ReturnType<Visit['show']>,
  ): ReturnType<Visit['show']> {
    const office = await findOffice(sql, visit.parameter('id'));
    if (office !== undefined) return then(office);
    return visit.show(
      'Không có cơ quan này',
      'co-quan',
      html`<h1>Không có cơ quan này</h1><p>Hãy chọn lại trong <a href="${PAGE}">danh sách cơ quan</a>.</p>`,
      404,
    );
  }

  pages.get('/co-quan/:id', (visit) =>
    withOffice(visit, async (office) => visit.show(office.name, 'co-quan', await page(visit, office, null))),
  );

  pages.post('/co-quan/:id/ma', (visit) =>
    withOffice(visit, async (office) => {
      const invitation = await inviteAgain({ sql, clock, ids }, office.id);
      if (invitation === undefined) throw new Error('an office that was found is gone');
      await visit.note('code-made', office.recordId, office.name);
      const { address } = await readSettings(sql);
      return visit.show('Mã ghép', 'co-quan', invitationPage(office.name, invitation, address));
    }),
  );

  pages.post('/co-quan/:id/so', (visit) =>
    withOffice(visit, async (office) => {
      const read = readShare(visit.fields);
      if (!read.ok) return visit.show(office.name, 'co-quan', await page(visit, office, read.error), 400);
      const changed = await changeShare(sql, clock, { office: office.id, ...read.value });
      if (!changed.ok) {
        return visit.show(office.name, 'co-quan', await page(visit, office, changed.error.message), 400);
      }
      await visit.note('share-changed', office.recordId, `${shareText(office)} → ${shareText(read.value)}`);
      return visit.go(`${PAGE}/${office.recordId}?xong=so`);
    }),
  );

  pages.post('/co-quan/:id/tram', (visit) =>
    withOffice(visit, async (office) => {
      const station = visit.fields.text('station');
      const known = (await leasesOf(sql, office.id, officeDate(clock.now()))).leases;
      if (!known.some((lease) => lease.station === station) || !visit.fields.isOn('sure-station')) {
        const error = 'Chưa chọn trạm hoặc chưa đánh dấu xác nhận. Hãy chọn, đánh dấu rồi bấm lại.';
        return visit.show(office.name, 'co-quan', await page(visit, office, error), 400);
      }
      await endStation(sql, clock, { office: office.id, station });
      await visit.note('station-ended', office.recordId, station);
      return visit.go(`${PAGE}/${office.recordId}?xong=tram`);
    }),
  );

  pages.post('/co-quan/:id/thu-hoi', (visit) =>
    withOffice(visit, async (office) => {
      const reason = visit.fields.text('reason').slice(0, 500);
      if (reason === '' || !visit.fields.isOn('sure')) {
        const error = 'Thu hồi cần lý do và dấu xác nhận. Hãy ghi lý do, đánh dấu rồi bấm lại.';
        return visit.show(office.name, 'co-quan', await page(visit, office, error), 400);
      }
      await revokeOffice({ sql, clock }, office.id);
      await visit.note('office-revoked', office.recordId, `${office.name}: ${reason}`);
      return visit.go(`${PAGE}/${office.recordId}?xong=thu-hoi`);
    }),
  );
}

function contactFacts(office: OfficeLine): Html {
  return html`<dl class="facts">
<dt>Mã cơ quan</dt><dd class="mono">${office.agencyCode === '' ? '–' : office.agencyCode}</dd>
<dt>Mời lúc</dt><dd>${time(office.createdAt)}</dd>
<dt>Ghép lúc</dt><dd>${time(office.enrolledAt)}</dd>
<dt>Liên hệ cuối</dt><dd>${time(office.lastContactAt)}</dd>
<dt>Phiên bản</dt><dd>${programText(office.program)}</dd>
<dt>Đồng hồ</dt><dd>${clockText(office.skewMs)}${isClockOff(office.skewMs) && html` ${badge('attention', 'lệch')}`}</dd>
</dl>`;
}

function entryFacts(office: OfficeLine): Html {
  const list = (state: string, count: number, label: string) =>
    count === 0
      ? '0'
      : html`<a href="${PAGE}/${office.recordId}/ban-ghi?loai=${state}" aria-label="${number(count)} ${label}">${number(count)}</a>`;
  return html`<dl class="figures">
<div><dt>Tỉnh đang giữ</dt><dd>${number(office.accepted + office.rejected + office.conflict)}</dd></div>
<div><dt>Nhận đúng</dt><dd>${number(office.accepted)}</dd></div>
<div><dt>Từ chối</dt><dd>${list('rejected', office.rejected, 'bản ghi bị từ chối')}</dd></div>
<div><dt>Mâu thuẫn</dt><dd>${list('conflict', office.conflict, 'bản ghi mâu thuẫn')}</dd></div>
</dl>
<p class="dim">Đếm theo bản ghi (tiếp nhận, sửa, hủy, cấp số…), không theo hồ sơ.</p>`;
}

function leaseTable(leases: readonly LeaseUse[], today: string): Html {
  if (leases.length === 0) {
    return html`<p>Chưa có dải số nào còn hạn. Dải đầu tiên được cấp cùng lần gửi đầu tiên sau khi ghép.</p>`;
  }
  return table(
    'Dải số còn hạn',
    ['Trạm', 'Mã cơ quan', 'Ngày dùng', figureHead('Số'), figureHead('Dùng hôm nay'), 'Ghi chú'],
    leases.map((lease): Part[] => {
      const serials = lease.lastSerial - lease.firstSerial + 1;
      const isNow = lease.firstDay <= today;
      return [
        html`<th scope="row" class="mono">${stationText(lease.station)}</th>`,
        html`<span class="mono">${lease.agencyCode}</span>`,
        `${day(lease.firstDay)} – ${day(lease.lastDay)}`,
        figure(`${lease.firstSerial}–${lease.lastSerial}`),
        figure(isNow ? `${number(lease.usedToday)} (${share(lease.usedToday, serials)})` : '–'),
        leaseNote(lease, today, isNow && lease.usedToday / serials >= 0.8),
      ];
    }),
  );
}

/** A station as the table and the choice name it: what tells two of one office apart. */
function stationText(station: string): string {
  return `…${station.slice(-8)}`;
}

function leaseNote(lease: LeaseUse, today: string, isNearlyUsed: boolean): Part {
  if (lease.endedAfter !== null && lease.endedAfter < lease.lastDay) {
    return badge('neutral', `dừng sau ${day(lease.endedAfter)}`);
  }
  if (isNearlyUsed) return badge('attention', 'gần hết số hôm nay');
  const left =
    (epochOfOfficeTimestamp(`${lease.lastDay}T00:00`) - epochOfOfficeTimestamp(`${today}T00:00`)) /
    86_400_000;
  return left < 10 && badge('attention', `còn ${left} ngày`);
}

function keyTable(keys: readonly OfficeKey[], state: OfficeLine['state'], now: number): Html {
  if (keys.length === 0) return html`<p>Cơ quan chưa ghép nên chưa có khóa.</p>`;
  return html`${table(
    'Khóa của cơ quan',
    ['Dùng để', 'Dấu vân tay', 'Hiệu lực đến', 'Trạng thái'],
    keys.map((key): Part[] => [
      key.use === 'sign' ? 'Ký gói' : 'Nhận gói niêm phong',
      html`<span class="mono">${fingerprint(PublicKey.parse(key.public))}</span>`,
      // Its beginning lies long before it was made, for desks whose clock is wrong: it says nothing to a person.
      day(key.validTo),
      keyState(key, state, now),
    ]),
  )}<p class="dim">So dấu vân tay của khóa ký với dòng ở trạm (Quản trị → Kết nối với tỉnh) khi nghi ngờ.</p>`;
}

function keyState(key: OfficeKey, state: OfficeLine['state'], now: number): Html {
  if (key.revokedAt !== null) {
    // Of an office that goes on it was only followed by another: nothing is wrong.
    return state === 'revoked'
      ? badge('bad', `thu hồi ${day(key.revokedAt)}`)
      : badge('neutral', `đã ngừng ${day(key.revokedAt)}`);
  }
  if (epochOfOfficeTimestamp(key.validTo) <= now) return badge('bad', 'hết hạn');
  return badge('good', 'đang dùng');
}

/** Stations that still get numbers. */
function endStationForm(leases: readonly LeaseUse[], at: string, token: Html): Part {
  const stations = [
    ...new Set(leases.filter((lease) => lease.endedAfter === null).map(({ station }) => station)),
  ];
  if (stations.length === 0) return null;
  return html`<details><summary>Kết thúc một trạm</summary>
<p>Dùng khi máy của trạm hỏng hẳn hoặc bị mất. Số của trạm đó không cấp lại cho ai; trạm mới được dải mới.</p>
<form method="post" action="${at}/tram">${token}
<div class="row"><label for="station">Trạm</label><select id="station" name="station">${stations.map(
    (station) => html`<option value="${station}">${stationText(station)}</option>`,
  )}</select></div>
<div class="row choice"><input type="checkbox" id="sure-station" name="sure-station" required><label for="sure-station">Tôi chắc chắn trạm này không còn dùng</label></div>
<button class="danger">Kết thúc trạm</button></form></details>`;
}

function actions(office: OfficeLine, leases: readonly LeaseUse[], token: Html): Html {
  const at = `${PAGE}/${office.recordId}`;
  return html`<section class="card"><h2>Việc quản trị</h2>
<details${office.state === 'revoked' ? html` open` : null}><summary>Mã ghép mới</summary>
<p>Dùng khi mã cũ hết hạn, trạm cài lại hoặc mất khóa. Mã trước đó hết hiệu lực ngay. Trạm đang chạy vẫn chạy đến khi ghép lại.</p>
<form method="post" action="${at}/ma">${token}<button class="second">Cấp mã ghép mới</button></form></details>
<details><summary>Phần số của cơ quan</summary>
<p>Phần số mà các trạm của cơ quan được cấp mỗi ngày. Dải đã cấp không thu lại.</p>
<form method="post" action="${at}/so">${token}${shareFields(office)}<button class="second">Lưu phần số</button></form></details>
${endStationForm(leases, at, token)}
${
  office.state !== 'revoked' &&
  html`<details><summary>Thu hồi cơ quan</summary>
<p>Trạm không gửi và không nhận được nữa; bàn tiếp nhận của trạm vẫn làm việc với số đã có. Muốn nối lại thì cấp mã ghép mới.</p>
<form method="post" action="${at}/thu-hoi">${token}
<div class="row"><label for="reason">Lý do</label><textarea id="reason" name="reason" rows="2" maxlength="500" required></textarea></div>
<div class="row choice"><input type="checkbox" id="sure" name="sure" required><label for="sure">Tôi chắc chắn thu hồi ${office.name}</label></div>
<button class="danger">Thu hồi</button></form></details>`
}</section>`;
}

function shareText(share: {
  agencyCode: string;
  codeFormat: string;
  firstSerial: number;
  lastSerial: number;
  leaseDays: number;
}): string {
  return `${share.agencyCode} ${share.codeFormat} ${share.firstSerial}–${share.lastSerial}, ${share.leaseDays} ngày`;
}
