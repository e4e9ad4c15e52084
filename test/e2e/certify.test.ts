import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { corrections } from '#renderer/i18n/vi/corrections.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { certifyPage } from './pages/certify.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { mendingPage } from './pages/mending.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('certified copies in quick entry'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let desk: Desk;
  let certify: ReturnType<typeof certifyPage>;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });
  beforeEach(async () => {
    desk = await openDesk(browser, web.startAddress());
    await signInPage(desk.page).signIn(web.clerk);
    await desk.keyboard.press('Alt+V');
    certify = certifyPage(desk.page);
    await certify.name.and(desk.page.locator(':focus')).waitFor();
    await certify.totals.waitFor();
  });
  afterEach(async () => {
    const { faults } = desk;
    await desk.close();
    expect(faults).toEqual([]);
  });

  /** One request by keyboard alone, from the name to the line in the list. */
  async function record(who: string, paper: string, copies: number, pages: number): Promise<void> {
    const { keyboard, page } = desk;
    const before = await certify.rows.count();
    await page.keyboard.insertText(who);
    await keyboard.press('Enter');
    await page.keyboard.insertText(paper);
    await keyboard.press('Enter');
    await page.keyboard.insertText(String(copies));
    await keyboard.press('Enter');
    await page.keyboard.insertText(String(pages));
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), before + 1);
    await certify.name.and(page.locator(':focus')).waitFor();
  }

  test('five in a row, seconds each: recorded as handed over, no paper, the sums run along', async () => {
    await desk.keyboard.press('F1');
    await desk.page
      .getByRole('dialog')
      .getByText(/^Thêm giấy khác của người vừa ghi \(sau/)
      .waitFor();
    await desk.keyboard.press('Escape');
    await certify.name.and(desk.page.locator(':focus')).waitFor();
    await record('Bùi Văn Một', 'Bằng tốt nghiệp', 3, 2);
    await record('Bùi Văn Hai', 'Căn cước công dân', 1, 1);
    await record('Bùi Văn Ba', 'Giấy khai sinh', 2, 1);
    await record('Bùi Văn Bốn', 'Học bạ', 1, 12);
    await record('Bùi Văn Năm', 'Bằng lái xe', 2, 2);
    // Two pages at 2.000, each further one at 1.000, of every copy.
    await eventually(() => certify.totals.innerText(), '5 yêu cầu · 9 bản · 40.000 đồng');
    const client = web.client();
    await client.session.signIn(web.clerk);
    const { rows } = await client.dossiers.search({ query: 'Bùi Văn', cursor: null, limit: 20 });
    expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'returned'));
    for (const { id } of rows) expect((await client.dossiers.get({ id })).jobs).toEqual([]);
    // After the page is loaded again, the list of the day is the same.
    await desk.page.reload();
    await eventually(() => certify.totals.innerText(), '5 yêu cầu · 9 bản · 40.000 đồng');
    expect(await certify.rows.first().innerText()).toContain('Bằng lái xe');
  });

  test('a card fills the name, F4 goes on with the same person, and one sum is said', async () => {
    const who = person(8, 21);
    const { keyboard, page } = desk;
    const before = await certify.rows.count();
    await keyboard.scan(cardText(who));
    await certify.paper.and(page.locator(':focus')).waitFor();
    expect(await certify.name.inputValue()).toBe(who.name);
    await page.keyboard.insertText('Bằng tốt nghiệp');
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), before + 1);
    await keyboard.press('F4');
    await page.keyboard.insertText('Học bạ');
    await keyboard.press('Enter');
    await page.keyboard.insertText('3');
    await eventually(
      () => certify.sum.innerText(),
      'Người này: 1 yêu cầu, cộng 2.000 đồng, với dòng này 8.000 đồng',
    );
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), before + 2);
    // It stands while the person pays, until somebody else is named.
    await eventually(() => certify.sum.innerText(), 'Người này: 2 yêu cầu, cộng 8.000 đồng');
    await page.keyboard.insertText('B');
    await certify.sum.waitFor({ state: 'detached' });
    await certify.name.fill('');
    const client = web.client();
    await client.session.signIn(web.clerk);
    const { rows } = await client.dossiers.search({ query: who.number, cursor: null, limit: 10 });
    const { dossiers } = await client.visits.get({ dossierId: rows[0]?.id ?? '' });
    expect(dossiers).toHaveLength(2);
  });

  test('Enter never records; what is missing is said at its field; what is typed outlives other screens', async () => {
    const { keyboard, page } = desk;
    const before = await certify.rows.count();
    await keyboard.press('F2');
    await certify.nameProblem.waitFor();
    await page.keyboard.insertText('Quách Thị Tư');
    for (let times = 0; times < 8; times += 1) await keyboard.press('Enter');
    await certify.paper.fill('Bằng lái xe');
    await keyboard.press('Alt+N');
    await certify.title.waitFor({ state: 'detached' });
    await keyboard.press('Alt+V');
    await certify.totals.waitFor();
    expect(await certify.name.inputValue()).toBe('Quách Thị Tư');
    expect(await certify.paper.inputValue()).toBe('Bằng lái xe');
    expect(await certify.rows.count()).toBe(before);
    // It cannot be done at once: an ordinary reception, with its receipt.
    await keyboard.press('Alt+Q');
    await certify.later.waitFor();
    const due = await certify.due.innerText();
    expect(due).toMatch(/^Hẹn trả \d\d:\d\d \d\d\/\d\d$/);
    await page.getByText('Trả ngay thì không in giấy tiếp nhận').waitFor({ state: 'detached' });
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), before + 1);
    await certify.rows.first().getByText(due).waitFor();
    await certify.rows.first().getByText('đã in').waitFor();
    // Also in the largest type nothing of the list is cut off.
    for (let times = 0; times < 10; times += 1) await keyboard.press('Alt+=');
    await eventually(() => page.evaluate(() => document.documentElement.style.fontSize), '200%');
    expect(
      await certify.table.evaluate((table) => (table.parentElement ?? table).scrollWidth - table.clientWidth),
    ).toBeLessThanOrEqual(0);
    // The list answers to arrows and Enter.
    await keyboard.press('Control+ArrowDown');
    await keyboard.press('Enter');
    await page
      .getByRole('heading', { name: /^000\./ })
      .first()
      .waitFor();
  });

  test('a line is mended from the list, and list and total follow; Esc leads back to the name', async () => {
    const { keyboard, page } = desk;
    const name = certify.name.and(page.locator(':focus'));
    const before = await certify.totals.innerText();
    await record('Đỗ Văn Chín', 'Bằng tốt nghiệp', 15, 1);
    const row = certify.rows.filter({ hasText: 'Đỗ Văn Chín' });
    await row.getByText('30.000 đồng').waitFor();
    await keyboard.press('Control+ArrowDown');
    await keyboard.press('Alt+S');
    const mending = mendingPage(page);
    await mending.form.waitFor();
    await page.getByLabel(corrections.form.quantity, { exact: true }).fill('5');
    await mending.changes.filter({ hasText: '15' }).first().waitFor();
    await eventually(() => mending.paper.locator('[aria-busy]').count(), 0);
    await mending.reason.selectOption('fee');
    await keyboard.press('F2');
    await mending.form.waitFor({ state: 'detached' });
    await keyboard.press('Escape');
    await certify.title.waitFor();
    await row.getByText('10.000 đồng').waitFor();
    await name.waitFor();
    // At another counter, while this list is shown.
    const client = web.client();
    await client.session.signIn(web.administrator);
    const id = (await row.locator('a').getAttribute('href'))?.split('/').at(-1) ?? '';
    await client.dossiers.correct({
      requestId: crypto.randomUUID(),
      id,
      basedOn: 2,
      changes: {
        fee: { quantity: 4, pages: 1, exemptionId: null, exemptionGround: null, enteredAmount: null },
      },
      reason: { code: 'fee', text: '' },
      confirmedDue: null,
      print: false,
    });
    await row.getByText('8.000 đồng').waitFor();
    await keyboard.press('Control+ArrowDown');
    await keyboard.press('Alt+Y');
    await mending.cancelReason.waitFor();
    await mending.cancelReason.selectOption('trial');
    await mending.confirmCancel.press('Enter');
    await mending.cancelledBadge.first().waitFor();
    await keyboard.press('Escape');
    await certify.title.waitFor();
    await name.waitFor();
    await row.getByText('Đã hủy').waitFor();
    await eventually(() => certify.totals.innerText(), before);
  });

  test('the day is saved as a file for the till, with the sums in its last line', async () => {
    const { keyboard, page } = desk;
    await record('Hồ Thị Mười', 'Học bạ', 2, 1);
    const [requests, copies] = (await certify.totals.innerText()).match(/\d+/g) ?? [];
    const saving = page.waitForEvent('download');
    await keyboard.press('Alt+E');
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(/^chung-thuc-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines.at(-2)).toMatch(/"Hồ Thị Mười";"Học bạ";"2";"1";"4000";"Đã trả"$/);
    expect(lines.at(-1)).toMatch(new RegExp(`^"Cộng";"";"${requests} yêu cầu";"";"${copies}";"";"\\d+";""$`));
  });

  test('Esc and going on keeps the cursor in its field; of a wrong number there is no fee; F1 tells of F4', async () => {
    const { keyboard, page } = desk;
    await certify.name.fill('Lý Thị Út');
    await certify.copies.focus();
    await certify.copies.fill('0');
    await eventually(() => certify.fee.innerText(), '–');
    await page.getByText('Từ 1 đến 999.').waitFor();
    await keyboard.press('Escape');
    await certify.discard.waitFor();
    await keyboard.press('Enter');
    await certify.discard.waitFor({ state: 'detached' });
    await certify.copies.and(page.locator(':focus')).waitFor();
    expect(await certify.name.inputValue()).toBe('Lý Thị Út');
    await certify.copies.fill('2');
    await eventually(() => certify.fee.innerText(), '4.000 đồng');
    // Whom the line before was recorded for is known, also after the page was loaded anew.
    await keyboard.press('F1');
    await page
      .getByRole('dialog')
      .getByText(/^Thêm giấy khác của người vừa ghi$/)
      .waitFor();
    await keyboard.press('Escape');
  });

  /** Erases the personal data of a dossier, as an administrator at another counter. */
  async function erase(id: string): Promise<void> {
    const client = web.client();
    await client.session.signIn(web.administrator);
    const { dossier } = await client.dossiers.get({ id });
    await client.erasure.erase({
      dossierIds: [id],
      confirmation: dossier.codes[0]?.code ?? '',
      groundId: 'law-91-2025-request',
      document: '12/QĐ-UBND ngày 21/11/2026',
      reason: '',
      openReason: null,
    });
  }

  test('F4 asks before it takes the place of what is typed; who was erased is gone from list and F4', async () => {
    const { keyboard, page } = desk;
    await record('Bùi Thị Sáu', 'Học bạ', 1, 1);
    const address = await certify.rows.first().locator('a').getAttribute('href');
    await page.keyboard.insertText('Bùi Thị Bảy');
    await keyboard.press('F4');
    await certify.discard.waitFor();
    await keyboard.press('Escape');
    await certify.discard.waitFor({ state: 'detached' });
    expect(await certify.name.inputValue()).toBe('Bùi Thị Bảy');
    await keyboard.press('F4');
    await certify.discard.click();
    await eventually(() => certify.name.inputValue(), 'Bùi Thị Sáu');
    const before = await certify.rows.count();
    await erase(address?.split('/').at(-1) ?? '');
    await eventually(() => certify.rows.count(), before - 1);
    await certify.samePerson.waitFor({ state: 'detached' });
  });
});
