import { officeTimestamp } from '#shared/base/index.ts';
import { EXCHANGE_CODES, ExchangeCode } from '#shared/exchange/index.ts';
import {
  type EntryPlace,
  findAgainst,
  findEntry,
  findOffice,
  type OfficeLine,
  type OpenEntry,
  openEntriesOf,
  type StoredEntry,
} from '../reports/index.ts';
import { type EntryLine, kindLabel, masked, viewEntry } from './entry-view.ts';
import type { AdminPages, Visit } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { ADMIN, badge, csrf, notice, table } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { time } from './texts.ts';

const AT_ONCE = 100;

/** What was not accepted of an office, with both versions where there are two. */
export function registerEntries(pages: AdminPages, { province }: PagesPorts): void {
  const { sql } = province;

  pages.get('/co-quan/:id/ban-ghi', async (visit) => {
    const office = await findOffice(sql, visit.parameter('id'));
    if (office === undefined) return gone(visit);
    const state = visit.query('loai') === 'conflict' ? 'conflict' : 'rejected';
    const after = placeOf(office.id, visit.query('sau'));
    const found = await openEntriesOf(sql, {
      office: office.id,
      state,
      after: after ?? null,
      limit: AT_ONCE + 1,
    });
    const title = state === 'conflict' ? 'Bản ghi mâu thuẫn' : 'Bản ghi bị từ chối';
    const last = found.length > AT_ONCE ? found[AT_ONCE - 1] : undefined;
    return visit.show(
      title,
      'co-quan',
      html`<p><a href="${ADMIN}/co-quan/${office.recordId}">← ${office.name}</a></p>
<h1>${title}</h1>
<p>${
        state === 'conflict'
          ? 'Hai bản khác nhau của cùng một việc. Cả hai đều được giữ; người ở trạm chọn bản đúng.'
          : 'Tỉnh giữ nguyên những bản ghi này và đã báo lý do cho trạm. Trạm có thể gửi để xem lại.'
      }</p>
${found.length === 0 ? html`<p class="card">Không có bản ghi nào.</p>` : html`<div class="card">${listTable(title, office, found.slice(0, AT_ONCE))}</div>`}
${last !== undefined && html`<p><a href="?loai=${state}&amp;sau=${last.station}.${last.seq}.${last.fork}">Tiếp →</a></p>`}`,
    );
  });

  pages.get('/co-quan/:id/ban-ghi/:place', async (visit) => {
    const found = await find(visit);
    return found === undefined ? gone(visit) : showEntry(visit, found, false);
  });

  pages.post('/co-quan/:id/ban-ghi/:place', async (visit) => {
    const found = await find(visit);
    if (found === undefined) return gone(visit);
    const reason = visit.fields.text('reason').slice(0, 300);
    if (reason === '') return showEntry(visit, found, false);
    const { office, entry } = found;
    // Written before anything is shown.
    await visit.note('entry-opened', `${office.id} ${entry.station} ${entry.seq}.${entry.fork}`, reason);
    return showEntry(visit, found, true);
  });

  async function find(visit: Visit): Promise<Found | undefined> {
    const office = await findOffice(sql, visit.parameter('id'));
    const place = office === undefined ? undefined : placeOf(office.id, visit.parameter('place'));
    const entry = place === undefined ? undefined : await findEntry(sql, place);
    if (office === undefined || entry === undefined) return undefined;
    const against = entry.against === null ? undefined : await findAgainst(sql, office.id, entry.against);
    return { office, entry, against };
  }
}

type Found = { office: OfficeLine; entry: StoredEntry; against: StoredEntry | undefined };

async function showEntry(visit: Visit, { office, entry, against }: Found, isOpen: boolean) {
  const first = viewEntry(entry);
  const second = against === undefined ? undefined : viewEntry(against);
  const at = `${ADMIN}/co-quan/${office.recordId}/ban-ghi`;
  const isAdministrator = visit.session.role === 'administrator';
  const hides = [...first.lines, ...(second?.lines ?? [])].some(({ personal }) => personal);
  return visit.show(
    kindLabel(entry.kind),
    'co-quan',
    html`<p><a href="${at}?loai=${entry.state}">← ${office.name}: danh sách</a></p>
<h1>${kindLabel(entry.kind)}</h1>
${notice(entry.isSettled ? 'good' : 'attention', entry.isSettled ? 'Trạm đã quyết định mâu thuẫn này.' : reasonOf(entry))}
<dl class="facts">
<dt>Trạm</dt><dd class="mono">${entry.station}</dd>
<dt>Số bản ghi</dt><dd>${entry.seq}${entry.fork > 0 && ` (nhánh ${entry.fork})`}</dd>
<dt>Ghi lúc</dt><dd>${time(officeTimestamp(entry.at))} (đồng hồ trạm)</dd>
</dl>
${isOpen && notice('attention', 'Dữ liệu cá nhân đang hiện. Lần mở này đã ghi vào nhật ký.')}
${
  !isOpen &&
  hides &&
  isAdministrator &&
  html`<form class="card inline" method="post" action="${at}/${entry.station}.${entry.seq}.${entry.fork}">${csrf(visit.session)}
<div><label for="reason">Lý do mở dữ liệu cá nhân</label><input id="reason" name="reason" maxlength="300" required></div>
<button class="second">Mở và ghi nhật ký</button></form>`
}
<div class="versions">
${version('Bản này', first, second?.lines, isOpen)}
${second !== undefined && version('Bản tỉnh nhận trước', second, first.lines, isOpen)}
${
  entry.against !== null &&
  second === undefined &&
  html`<section class="card"><h2>Bản tỉnh nhận trước</h2><p>Bản kia không thuộc cơ quan này, nên không hiện ở đây.</p></section>`
}
</div>`,
  );
}

function version(
  title: string,
  view: ReturnType<typeof viewEntry>,
  other: readonly EntryLine[] | undefined,
  isOpen: boolean,
): Html {
  const differs = (line: EntryLine): boolean =>
    other !== undefined && other.find(({ key }) => key === line.key)?.value !== line.value;
  return html`<section class="card"><h2>${title}</h2>
${view.note !== null && html`<p>${view.note}</p>`}
<dl class="facts">${view.lines.map(
    (line) =>
      html`<dt>${line.label}</dt><dd>${isOpen ? line.value : masked(line)}${differs(line) && html` ${badge('attention', 'khác')}`}</dd>`,
  )}</dl></section>`;
}

function listTable(title: string, office: OfficeLine, entries: readonly OpenEntry[]): Html {
  return table(
    title,
    ['Loại', 'Ghi lúc', 'Trạm và số', 'Lý do'],
    entries.map((entry): Part[] => [
      html`<th scope="row"><a href="${ADMIN}/co-quan/${office.recordId}/ban-ghi/${entry.station}.${entry.seq}.${entry.fork}">${kindLabel(entry.kind)}</a></th>`,
      time(officeTimestamp(entry.at)),
      html`<span class="mono">…${entry.station.slice(-8)}</span> số ${entry.seq}`,
      html`${reasonOf(entry)}${entry.isSettled && html` ${badge('good', 'đã xử lý')}`}`,
    ]),
  );
}

function reasonOf({ code, message }: OpenEntry): string {
  const known = ExchangeCode.safeParse(code);
  return message ?? (known.success ? EXCHANGE_CODES[known.data] : 'Không rõ lý do.');
}

/** `station.seq.fork`, as addresses have it. */
function placeOf(office: string, text: string): EntryPlace | undefined {
  const parts = /^([\w-]{1,64})\.(\d{1,9})\.(\d{1,6})$/.exec(text);
  if (parts === null) return undefined;
  return { office, station: parts[1] ?? '', seq: Number(parts[2]), fork: Number(parts[3]) };
}

function gone(visit: Visit) {
  const content = html`<h1>Không có bản ghi này</h1><p>Có thể bản ghi đã được nhận đúng. Hãy về <a href="${ADMIN}/co-quan">danh sách cơ quan</a>.</p>`;
  return visit.show('Không có bản ghi này', 'co-quan', content, 404);
}
