import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packs as words } from '#renderer/i18n/vi/packs.ts';
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import {
  changedCalendar,
  changedCatalogue,
  changedReceipt,
  provinceKey,
  signedPack,
} from '../fixtures/packs.ts';
import { startPacksWebOffice } from '../fixtures/packs-web.ts';
import { openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('packs of the province'), () => {
  let browser: Browser;
  let web: Awaited<ReturnType<typeof startPacksWebOffice>>;
  let files = '';
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startPacksWebOffice();
    files = mkdtempSync(path.join(tmpdir(), 'tram-packs-'));
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
    if (files !== '') rmSync(files, { recursive: true, force: true });
  });
  const person = (role: string) => {
    const found = web.people.find((one) => one.role === role);
    if (found === undefined) throw new Error(`the sample has no ${role}`);
    return found;
  };

  test('an administrator reads what a pack changes and applies it by keyboard; a form that is open and the counters follow', async () => {
    const desk = await openDesk(browser, web.startAddress);
    const { page, keyboard } = desk;
    await signInPage(page).signIn(person('administrator'));
    await receptionPage(page, keyboard).open();
    await keyboard.press('Control+F12');
    await page.getByRole('heading', { name: words.title }).waitFor();
    await page.getByText(words.empty.title).waitFor();

    const counter = await openDesk(browser, web.startAddress);
    await signInPage(counter.page).signIn(person('clerk'));
    const reception = receptionPage(counter.page, counter.keyboard);
    await reception.open();
    await reception.procedure.focus();
    await reception.pick('1.001193', 'khai sinh');
    const newFee = reception.form.getByText('15.000');
    expect(await newFee.count()).toBe(0);

    await web.receive({
      kind: 'catalogue',
      version: 2,
      content: changedCatalogue(2),
      title: 'Danh mục của tỉnh',
    });
    await web.receive({ kind: 'calendar', version: 2, content: changedCalendar(), title: 'Lịch của tỉnh' });
    // The page follows by itself; the first arrow goes into the list.
    await page.getByRole('button', { name: /Lịch của tỉnh/ }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await page.getByText('Thứ Ba 04/05/2027').waitFor();
    await keyboard.press('ArrowUp');
    const births = page.getByRole('listitem').filter({ hasText: 'Thủ tục đăng ký khai sinh' });
    await births.getByText('15.000 đ').waitFor();
    await keyboard.press('F2');
    const question = page.getByRole('dialog');
    await question.getByText(/sớm hơn ngày đó/).waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByText(words.apply.done).waitFor();

    // Nobody touches the counter: the form asks anew by itself, and what it holds stays.
    await newFee.first().waitFor({ timeout: 15_000 });
    const news = counter.page.getByRole('status').filter({ hasText: 'Danh mục của tỉnh' });
    await news.getByRole('link', { name: words.banner.see }).click();
    await counter.page.getByText(words.differences.past).waitFor();
    expect(await counter.page.getByRole('button', { name: words.import.button }).count()).toBe(0);
    await news.getByRole('button', { name: words.banner.seen }).click();
    await news.waitFor({ state: 'detached' });
    await counter.keyboard.press('Alt+N');
    await reception.open();
    await counter.page.reload();
    await reception.open();
    expect(await news.count()).toBe(0);
    expect([desk.faults, counter.faults]).toEqual([[], []]);
    await desk.close();
    await counter.close();
  });

  test('a pack carried by hand is taken by its signature; one of somebody else is refused with the reason', async () => {
    const desk = await openDesk(browser, web.startAddress);
    const { page, keyboard } = desk;
    await signInPage(page).signIn(person('administrator'));
    await receptionPage(page, keyboard).open();
    await keyboard.press('Control+F12');
    const plan = {
      kind: 'forms',
      version: 2,
      content: [changedReceipt('2027-02-01')],
      title: 'Mẫu của tỉnh',
    };
    const put = async (name: string, key: typeof web.key) => {
      const file = path.join(files, name);
      writeFileSync(file, (await signedPack(key, { ...plan, kind: 'forms' })).bytes);
      await page.locator('input[type=file]').setInputFiles(file);
    };
    await put('of-somebody.tram', provinceKey());
    await page.getByText(/Không nhận được gói.*khóa không quen/).waitFor();
    await put('of-the-province.tram', web.key);
    await page.getByText(/Tra cứu tình trạng hồ sơ trên cổng của tỉnh/).waitFor();

    await page.getByRole('button', { name: words.reject.button }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.reject.yes }).click();
    await dialog.getByText(words.reject.missing).waitFor();
    await dialog.getByLabel(words.reject.reason).fill('Chờ văn bản của Sở');
    await dialog.getByRole('button', { name: words.reject.yes }).click();
    await page.getByText('Chờ văn bản của Sở').waitFor();
    await page.getByRole('button', { name: words.apply.button }).waitFor();
    expect(desk.faults).toEqual([]);
    await desk.close();
  });
});
