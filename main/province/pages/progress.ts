import type { FastifyInstance } from 'fastify';
import { officeDate } from '#shared/base/index.ts';
import { figuresByOffice, listOffices, monthsWithFigures, type OfficeFigures } from '../reports/index.ts';
import { provinceName, readSettings } from '../settings.ts';
import { textIn } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { figure, figureHead, publicPage, table } from './layout.ts';
import { cut, pageLinks } from './paging.ts';
import type { PagesPorts } from './ports.ts';
import { lateOf, onTimeText, REPORTED, resultHeads, type WhenLate } from './results.ts';
import { sendPage } from './send.ts';
import { type Language, month, number, type Say, sayIn, time } from './texts.ts';

const PAGE = '/tien-do';
const AT_ONCE = 50;

/** The public page on how offices keep their time: figures by office and month, no codes and no persons. */
export function registerProgress(app: FastifyInstance, { province }: PagesPorts): void {
  const { sql, clock } = province;

  app.get(PAGE, async (request, reply) => {
    const language: Language = textIn(request.query, 'lang') === 'en' ? 'en' : 'vi';
    const say = sayIn(language);
    const today = officeDate(clock.now());
    const months = [...new Set([today.slice(0, 7), ...(await monthsWithFigures(sql))])];
    const asked = textIn(request.query, 'thang');
    const period = months.includes(asked) ? asked : today.slice(0, 7);
    const { onTime } = await readSettings(sql);
    const offices = (await listOffices(sql)).filter(({ enrolledAt }) => enrolledAt !== null);
    const page = cut(offices, textIn(request.query, 'trang'), AT_ONCE);
    const rows = await figuresByOffice(sql, { period, today, offices: page.items });
    const contact = new Map(offices.map(({ id, lastContactAt }) => [id, lastContactAt]));
    const title = say('Tiến độ giải quyết hồ sơ', 'Progress of dossiers');
    const content = html`<h1>${title}, ${say('tháng', '')} ${month(period)}</h1>
<form class="inline row" method="get" action="${PAGE}">${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<div><label for="thang">${say('Tháng', 'Month')}</label><select id="thang" name="thang">${months.map(
      (choice) =>
        html`<option value="${choice}"${choice === period ? html` selected` : null}>${month(choice)}</option>`,
    )}</select></div><button class="second">${say('Xem', 'Show')}</button></form>
<p>${say(...REPORTED)}</p>
${
  rows.length === 0
    ? html`<p class="card">${say('Chưa có cơ quan nào gửi số liệu về tỉnh.', 'No office reports to the province yet.')}</p>`
    : html`<div class="card">${progressTable(say, title, rows, onTime, contact)}</div>`
}
${pageLinks(PAGE, { thang: period, lang: language === 'en' ? 'en' : '' }, page, {
  pages: say('Trang', 'Page'),
  before: say('Trước', 'Previous'),
  after: say('Sau', 'Next'),
})}
<p class="dim">${howCounted(say, onTime)}</p>`;
    const self = `${PAGE}?${new URLSearchParams({ thang: period, trang: String(page.number) })}`;
    return sendPage(reply, publicPage({ title, province: await provinceName(sql), language, self, content }));
  });
}

function progressTable(
  say: Say,
  title: string,
  rows: readonly OfficeFigures[],
  onTime: WhenLate,
  contact: ReadonlyMap<string, string | null>,
): Html {
  return table(
    title,
    [
      say('Cơ quan', 'Office'),
      figureHead(say('Tiếp nhận', 'Received')),
      ...resultHeads.known(say),
      ...resultHeads.unreported(say),
      say('Số liệu đến', 'As of'),
    ],
    rows.map((row): Part[] => [
      html`<th scope="row">${row.name}</th>`,
      figure(number(row.received)),
      figure(onTimeText(row, onTime)),
      figure(number(lateOf(row, onTime))),
      figure(number(row.open)),
      figure(number(row.due)),
      time(contact.get(row.office) ?? null),
    ]),
  );
}

function howCounted(say: Say, onTime: WhenLate): string {
  return say(
    `Tiếp nhận đếm theo ngày nhận; kết quả đếm theo ngày có kết quả. Đúng hạn là có kết quả không sau ${onTime === 'minute' ? 'giờ, phút' : 'ngày'} hẹn trả, chỉ tính trên các hồ sơ đã báo kết quả. Chưa báo kết quả là số hiện nay; đến hạn trả là ngày hẹn đã qua. Không công bố mã hồ sơ và thông tin của người nộp.`,
    `Received counts by the day of reception, results by the day of the result. On time: the result was there no later than the ${onTime === 'minute' ? 'minute' : 'day'} promised, counted over the dossiers whose result was reported. Without a report is as of now; due means that the promised day has passed. No codes and nothing of applicants are published.`,
  );
}
