import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { stationChain } from '#test/fixtures/province-office.ts';
import { writeSettings } from '../settings.ts';
import { REPORTED } from './results.ts';
import { type Browser, openSite, type Site, setUpSite } from './testing.oracle.ts';

const bench = await provinceBench();
const { sql } = bench.store;
const NAME = 'UBND xã Tam Nông';
const CHECK = 'ABCDEFGH';
let site: Site;
let admin: Browser;
let office = '';
let first = { id: '', code: '' };

beforeAll(async () => {
  site = await openSite(bench.store);
  site.clock.time = bench.time.now;
  admin = await setUpSite(site);
  const made = await bench.office();
  office = made.office;
  await sql.query('update offices set name = $2, enrolled_at = created_at where id = $1', [office, NAME]);
  const chain = stationChain(office, made.station, bench.begin);
  // Five whose result is to come, promised for yesterday: the sample is one that was handed over at once.
  for (let n = 1; n <= 5; n += 1) {
    const said = bench.reception(office, n, { checkValue: CHECK, due: dueAt('2026-11-21T17:00') });
    const body = structuredClone(said.body) as { dossier: { atOnce?: true; codes: { code: string }[] } };
    delete body.dossier.atOnce;
    if (n === 1) first = { id: said.subject, code: body.dossier.codes[0]?.code ?? '' };
    chain.say({ ...said, body });
  }
  await made.send([{ chain }]);
  await writeSettings(sql, {
    address: '',
    portal: 'https://dichvucong.gov.vn',
    lookup: { open: true, ground: 'Quyết định số 12/2026/QĐ-UBND' },
    onTime: 'minute',
  });
});
afterAll(async () => {
  await site.close();
  await bench.close();
});

const dueAt = (at: string) => ({ at, basis: 'catalogue', limit: null, steps: [], provisional: false });

/** What a page shows of the office, cell by cell. */
async function row(browser: Browser, address: string): Promise<string[]> {
  const { text } = await browser.get(address);
  const found = new RegExp(`<tr>(?:(?!<tr>).)*${NAME}.*?</tr>`, 's').exec(text)?.[0] ?? '';
  return [...found.matchAll(/<td class="n">([^<]*)<\/td>/g)].map((match) => match[1] ?? '');
}
const rows = async () => [await row(site.browser(), '/tien-do'), await row(admin, '/quan-tri/so-lieu')];
const report = (count: number, at: string) =>
  sql.query(
    `update dossiers set finished_at = $2 where id in (select id from dossiers where office = $1
       and finished_at is null order by seq desc limit $3)`,
    [office, at, count],
  );
/** Words that say of an office that it is late. */
const LATE = /quá hạn|quá giờ|chậm trễ|overdue/i;

describe('results that nobody reported', () => {
  it('are no lateness: promised for yesterday, they are due without a report, and no share is made of them', async () => {
    for (const cells of await rows()) expect(cells).toEqual(['5', '–', '0', '5', '5']);
    const pages = [
      await site.browser().get('/tien-do'),
      await site.browser().get('/tien-do?lang=en'),
      await admin.get('/quan-tri/so-lieu'),
    ];
    for (const [index, { text }] of pages.entries()) {
      expect(text).not.toMatch(LATE);
      expect(text).toContain(REPORTED[index === 1 ? 1 : 0]);
    }
  });

  it('are no lateness for the citizen either, who is told to ask', async () => {
    const ask = async (language: string) =>
      (await site.browser().get(`/tra-cuu?ma=${first.code}&kt=${CHECK}${language}`)).text;
    const [vi, en] = [await ask(''), await ask('&lang=en')];
    expect(vi).toContain('Đã đến giờ hẹn trả');
    expect(en).toContain('The promised time has come');
    for (const text of [vi, en]) expect(text).not.toMatch(LATE);
    await sql.query(`update dossiers set due_at = '2026-11-29T17:00' where id = $1`, [first.id]);
    expect(await ask('')).not.toContain('Đã đến giờ hẹn trả');
    for (const cells of await rows()) expect(cells.slice(3)).toEqual(['5', '4']);
  });
});

describe('results that were reported', () => {
  it('are counted as soon as there are any: on time or late by their due, and over how many', async () => {
    await report(1, '2026-11-21T16:00:00.000+07:00');
    for (const cells of await rows()) expect(cells).toEqual(['5', '1/1 (100 %)', '0', '4', '3']);
    await report(2, '2026-11-22T08:00:00.000+07:00');
    for (const cells of await rows()) expect(cells).toEqual(['5', '1/3 (33,3 %)', '2', '2', '1']);
    const { text } = await admin.get('/quan-tri/so-lieu');
    expect(text).toContain('<dt>Đúng hạn trên số đã báo kết quả</dt><dd>1/3 (33,3 %)</dd>');
  });
});
