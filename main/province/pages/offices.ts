import { officeDate } from '#shared/base/index.ts';
import { fold } from '#shared/text/index.ts';
import { inviteWithShare } from '../enrol/index.ts';
import { countOffices, listOffices, type OfficeLine, shortOfNumbers } from '../reports/index.ts';
import { readSettings } from '../settings.ts';
import type { AdminPages, Visit } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { ADMIN, badge, csrf, figure, figureHead, notice, table } from './layout.ts';
import { clockText, isClockOff, isSilent, programText, unservedWord } from './office-words.ts';
import { cut, pageLinks } from './paging.ts';
import type { PagesPorts } from './ports.ts';
import { readShare, type Share, shareFields } from './share.ts';
import { number, time } from './texts.ts';

const AT_ONCE = 50;
const PAGE = `${ADMIN}/co-quan`;

/** The list of offices, and inviting one. */
export function registerOffices(pages: AdminPages, { province }: PagesPorts): void {
  const { sql, clock, ids } = province;

  pages.get('/co-quan', async ({ query, show, session }) => {
    const search = query('tim');
    const words = fold(search);
    const all = await listOffices(sql);
    const found = all.filter(
      ({ name, agencyCode }) => fold(name).includes(words) || fold(agencyCode).includes(words),
    );
    const counts = await countOffices(sql);
    const short = await shortOfNumbers(sql, officeDate(clock.now()));
    const page = cut(found, query('trang'), AT_ONCE);
    const isAdministrator = session.role === 'administrator';
    return show(
      'Cơ quan',
      'co-quan',
      html`<div class="head"><h1>Cơ quan</h1>${isAdministrator && html`<a class="button" href="${PAGE}/moi">Mời cơ quan</a>`}</div>
<div class="head"><dl class="figures">
<div><dt>Đã ghép</dt><dd>${number(counts.enrolled)}</dd></div>
<div><dt>Đang chờ</dt><dd>${number(counts.waiting)}</dd></div>
<div><dt>Bản ghi nhận đúng</dt><dd>${number(counts.accepted)}</dd></div>
<div><dt>Từ chối</dt><dd>${number(counts.rejected)}</dd></div>
<div><dt>Mâu thuẫn</dt><dd>${number(counts.conflict)}</dd></div>
</dl>${all.length > 8 && searchForm(search)}</div>
${
  found.length === 0
    ? html`<p class="card">${
        all.length === 0
          ? 'Chưa có cơ quan nào. Bấm "Mời cơ quan" để lấy mã ghép đọc cho quản trị của trạm, hoặc nhập tệp xin ghép ở mục Tệp USB.'
          : 'Không có cơ quan nào khớp. Hãy thử vài chữ khác trong tên hoặc mã.'
      }</p>`
    : html`<div class="card">${officeTable(page.items, clock.now(), short)}</div>`
}
${pageLinks(PAGE, { tim: search }, page)}`,
    );
  });

  pages.getOwn('/co-quan/moi', async ({ show, session }) =>
    show('Mời cơ quan', 'co-quan', inviteForm(csrf(session), { name: '', ...NEW_SHARE }, null)),
  );

  pages.post('/co-quan/moi', async (visit) => {
    const { fields, show, session, note } = visit;
    const name = fields.text('name').slice(0, 300);
    const share = readShare(fields);
    if (name === '' || !share.ok) {
      const error = share.ok ? 'Chưa có tên cơ quan. Hãy nhập tên.' : share.error;
      return show(
        'Mời cơ quan',
        'co-quan',
        inviteForm(csrf(session), { name, ...typedShare(visit) }, error),
        400,
      );
    }
    const invited = await inviteWithShare({ sql, clock, ids }, { name, ...share.value });
    if (!invited.ok) {
      return show(
        'Mời cơ quan',
        'co-quan',
        inviteForm(csrf(session), { name, ...share.value }, invited.error),
        400,
      );
    }
    const invitation = invited.value;
    await note('office-invited', invitation.office, name);
    const { address } = await readSettings(sql);
    return show('Mã ghép', 'co-quan', invitationPage(name, invitation, address));
  });
}

const NEW_SHARE: Share = { agencyCode: '', codeFormat: '', firstSerial: 1, lastSerial: 9999, leaseDays: 60 };

function typedShare({ fields }: Visit): Share {
  const numberOf = (name: string) => Number(fields.text(name)) || 0;
  return {
    agencyCode: fields.text('agencyCode'),
    codeFormat: fields.text('codeFormat'),
    firstSerial: numberOf('firstSerial'),
    lastSerial: numberOf('lastSerial'),
    leaseDays: numberOf('leaseDays'),
  };
}

/** The code, told once, with the server's address (empty: nobody set it yet); also after a new one was made for a known office. */
export function invitationPage(
  name: string,
  invitation: { code: string; expiresAt: string; recordId?: string },
  address: string,
): Html {
  return html`<div class="narrow"><h1>Mã ghép cho ${name}</h1>
<div class="card"><p>Đọc mã này cho quản trị của trạm. Mã dùng một lần, đến ${time(invitation.expiresAt)}.</p>
<p class="code mono">${invitation.code}</p>
${notice('attention', 'Mã chỉ hiện ở đây một lần; máy chủ không giữ lại. Mất mã thì cấp mã mới.')}
${
  address === ''
    ? notice(
        'attention',
        html`Chưa đặt <i>Địa chỉ công khai của máy chủ này</i>, nên chưa có địa chỉ để đọc cho trạm. Ghi mã lại rồi đặt địa chỉ ở <a href="${ADMIN}/cai-dat">Cài đặt</a>; trạm không có mạng thì ghép bằng tệp USB, không cần mã.`,
      )
    : html`<p>Ở trạm: <b>Quản trị → Kết nối với tỉnh</b>, nhập địa chỉ <b class="mono">${address}</b> và mã này. Trạm không có mạng thì ghép bằng tệp USB, không cần mã.</p>`
}</div>
<p><a href="${PAGE}">Về danh sách cơ quan</a></p></div>`;
}

function inviteForm(token: Html, values: Share & { name: string }, error: string | null): Html {
  return html`<div class="narrow"><h1>Mời cơ quan</h1>
${error !== null && notice('bad', error)}
<form class="card" method="post" action="${PAGE}/moi">${token}
<div class="row"><label for="name">Tên cơ quan</label>
<input id="name" name="name" value="${values.name}" maxlength="300" required></div>
${shareFields(values)}
<button>Cấp mã ghép</button> <a class="button second" href="${PAGE}">Thôi</a>
</form></div>`;
}

function searchForm(search: string): Html {
  return html`<form class="inline row" method="get" action="${PAGE}" role="search">
<div><label for="tim">Tìm theo tên hoặc mã</label><input id="tim" name="tim" type="search" value="${search}"></div>
<button class="second">Tìm</button></form>`;
}

function officeTable(offices: readonly OfficeLine[], now: number, short: ReadonlySet<string>): Html {
  const heads = [
    'Cơ quan',
    'Mã',
    'Trạng thái',
    'Liên hệ cuối',
    figureHead('Tỉnh giữ'),
    figureHead('Nhận đúng'),
    figureHead('Từ chối'),
    figureHead('Mâu thuẫn'),
    'Phiên bản',
    'Đồng hồ',
  ];
  return table(
    'Danh sách cơ quan',
    heads,
    offices.map((office): Part[] => [
      html`<th scope="row"><a href="${PAGE}/${office.recordId}">${office.name}</a></th>`,
      html`<span class="mono">${office.agencyCode === '' ? '–' : office.agencyCode}</span>`,
      html`${stateBadge(office.state)}${office.state === 'enrolled' && short.has(office.id) && html` ${badge('attention', 'sắp hết số')}`}`,
      html`${time(office.lastContactAt)}${isSilent(office, now) && html` ${badge('attention', 'im lâu')}`}`,
      figure(number(office.accepted + office.rejected + office.conflict)),
      figure(number(office.accepted)),
      marked(office.rejected, `${PAGE}/${office.recordId}/ban-ghi?loai=rejected`, 'bản ghi bị từ chối'),
      marked(office.conflict, `${PAGE}/${office.recordId}/ban-ghi?loai=conflict`, 'bản ghi mâu thuẫn'),
      html`${programText(office.program)}${office.unserved !== null && html` ${badge('bad', unservedWord(office.unserved))}`}`,
      html`${clockText(office.skewMs)}${isClockOff(office.skewMs) && html` ${badge('attention', 'lệch')}`}`,
    ]),
  );
}

function marked(count: number, address: string, what: string): Html {
  if (count === 0) return figure('0');
  return html`<td class="n"><a href="${address}" aria-label="${number(count)} ${what}">${number(count)}</a></td>`;
}

/** How an office stands with the province. */
export function stateBadge(state: OfficeLine['state']): Html {
  switch (state) {
    case 'invited':
      return badge('neutral', 'đã mời');
    case 'waiting':
      return badge('attention', 'chờ duyệt');
    case 'enrolled':
      return badge('good', 'đã ghép');
    case 'revoked':
      return badge('bad', 'đã thu hồi');
  }
}
