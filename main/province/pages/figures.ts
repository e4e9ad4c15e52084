import { officeDate } from '#shared/base/index.ts';
import { csvOf } from '#shared/text/index.ts';
import {
  type Figures,
  figuresByField,
  figuresByOffice,
  figuresByOfficeAndField,
  figuresOfProvince,
  listOffices,
  monthsWithFigures,
} from '../reports/index.ts';
import { readSettings } from '../settings.ts';
import type { AdminPages } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { ADMIN, figure, figureHead, table } from './layout.ts';
import { cut, pageLinks } from './paging.ts';
import type { PagesPorts } from './ports.ts';
import { lateOf, onTimeText, REPORTED, resultHeads, type WhenLate } from './results.ts';
import { sendFile } from './send.ts';
import { day, month, number, sayIn } from './texts.ts';

const PAGE = `${ADMIN}/so-lieu`;
const AT_ONCE = 50;
const say = sayIn('vi');

/** Receptions of a day and a month by office and field, and how many of the results that were reported were on time. */
export function registerFigures(pages: AdminPages, { province }: PagesPorts): void {
  const { sql, clock } = province;

  pages.get('/so-lieu', async ({ query, show }) => {
    const today = officeDate(clock.now());
    const months = await monthsWithFigures(sql);
    const period = readPeriod(query('ky'), today, months);
    const { onTime } = await readSettings(sql);
    const offices = (await listOffices(sql)).filter(({ enrolledAt }) => enrolledAt !== null);
    const page = cut(offices, query('trang'), AT_ONCE);
    const [total, rows, fields] = [
      await figuresOfProvince(sql, period, today),
      await figuresByOffice(sql, { period, today, offices: page.items }),
      await figuresByField(sql, period, null),
    ];
    const heads = [figureHead('Tiếp nhận'), ...resultHeads.known(say)];
    const cells = (row: Figures): Part[] => [
      figure(number(row.received)),
      figure(onTimeText(row, onTime)),
      figure(number(lateOf(row, onTime))),
    ];
    return show(
      'Số liệu',
      'so-lieu',
      html`<div class="head"><h1>Số liệu ${period.length === 10 ? `ngày ${day(period)}` : `tháng ${month(period)}`}</h1>
<a class="button second" href="${PAGE}.csv?ky=${period}">Xuất CSV</a></div>
${periodForm(period, today, months)}
<dl class="figures">
<div><dt>Tiếp nhận</dt><dd>${number(total.received)}</dd></div>
<div><dt>Đúng hạn trên số đã báo kết quả</dt><dd>${onTimeText(total, onTime)}</dd></div>
<div><dt>Chưa báo kết quả</dt><dd>${number(total.open)}</dd></div>
<div><dt>Trong đó đã đến hạn trả</dt><dd>${number(total.due)}</dd></div>
</dl>
<p>${say(...REPORTED)}</p>
<p class="dim">${howCounted(onTime)}</p>
<section class="card"><h2>Theo cơ quan</h2>${
        rows.length === 0
          ? html`<p>Chưa có cơ quan nào đã ghép.</p>`
          : table(
              'Số liệu theo cơ quan',
              ['Cơ quan', ...heads, ...resultHeads.unreported(say)],
              rows.map((row): Part[] => [
                html`<th scope="row">${row.name}</th>`,
                ...cells(row),
                figure(number(row.open)),
                figure(number(row.due)),
              ]),
            )
      }${pageLinks(PAGE, { ky: period }, page)}</section>
<section class="card"><h2>Theo lĩnh vực</h2>${
        fields.length === 0
          ? html`<p>Không có hồ sơ nào trong kỳ này.</p>`
          : table(
              'Số liệu theo lĩnh vực',
              ['Lĩnh vực', ...heads],
              fields.map((row): Part[] => [
                html`<th scope="row">${row.field === '' ? '(không ghi)' : row.field}</th>`,
                ...cells(row),
              ]),
            )
      }</section>`,
    );
  });

  pages.get('/so-lieu.csv', async ({ query, reply, note }) => {
    const today = officeDate(clock.now());
    const period = readPeriod(query('ky'), today, await monthsWithFigures(sql));
    const rows = await figuresByOfficeAndField(sql, period);
    await note('figures-exported', period);
    const table = [
      [
        'Kỳ',
        'Cơ quan',
        'Mã cơ quan',
        'Lĩnh vực',
        'Tiếp nhận',
        'Đã báo kết quả',
        'Trễ (sau phút hẹn)',
        'Trễ (sau ngày hẹn)',
      ],
      ...rows.map((row) => [
        period,
        row.name,
        row.agencyCode,
        row.field,
        String(row.received),
        String(row.solved),
        String(row.late),
        String(row.lateByDay),
      ]),
    ];
    return sendFile(reply, `so-lieu-${period}.csv`, 'text/csv; charset=utf-8', csvOf(table));
  });
}

/** A day or a month that an address asks for; this month where it asks for neither. */
function readPeriod(asked: string, today: string, months: readonly string[]): string {
  if (asked === 'hom-nay') return today;
  if (/^\d{4}-\d{2}-\d{2}$/.test(asked)) return asked;
  return months.includes(asked) ? asked : today.slice(0, 7);
}

/** How being on time is counted, said wherever it is shown. */
export function howCounted(onTime: WhenLate): string {
  const until = onTime === 'minute' ? 'không sau giờ, phút hẹn trả' : 'không sau ngày hẹn trả';
  return `Đúng hạn: kết quả có ${until}, tính theo lúc có kết quả chứ không theo lúc người dân đến nhận, và chỉ trên các hồ sơ đã báo kết quả. Tiếp nhận đếm theo ngày nhận, kết quả đếm theo ngày có kết quả. Chưa báo kết quả là số hiện nay; đến hạn trả là ngày hẹn đã qua. Không tính phiếu yêu cầu bổ sung, phiếu từ chối, hồ sơ đã hủy và hồ sơ mẫu.`;
}

function periodForm(period: string, today: string, months: readonly string[]): Html {
  const choices = [...new Set([today.slice(0, 7), ...months])];
  return html`<form class="inline row" method="get" action="${PAGE}"><div><label for="ky">Kỳ</label>
<select id="ky" name="ky"><option value="${today}"${period === today ? html` selected` : null}>Hôm nay, ${day(today)}</option>${choices.map(
    (choice) =>
      html`<option value="${choice}"${choice === period ? html` selected` : null}>Tháng ${month(choice)}</option>`,
  )}</select></div><button class="second">Xem</button></form>`;
}
