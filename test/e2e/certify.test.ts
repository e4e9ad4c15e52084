import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { certifyPage } from './pages/certify.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
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
    await eventually(() => certify.sum.innerText(), 'Người này: 2 yêu cầu, cộng 8.000 đồng');
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), before + 2);
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
    await keyboard.press('F2');
    await eventually(() => certify.rows.count(), before + 1);
    await certify.rows.first().getByText('Hẹn trả').waitFor();
    await certify.rows.first().getByText('đã in').waitFor();
    // The list answers to arrows and Enter.
    await keyboard.press('Control+ArrowDown');
    await keyboard.press('Enter');
    await page
      .getByRole('heading', { name: /^000\./ })
      .first()
      .waitFor();
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
